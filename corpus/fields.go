package corpus

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// fields are the `key: value` pairs a document gives for itself, in the order
// found, under our names of the keys.
type fields []field

type field struct{ key, value string }

// fieldNames are the keys that say something of a document, without white
// space and in lower case, and our name for what they say; "" is a key that
// is known and not used.
var fieldNames = map[string]string{
	"标题": "标题", "標題": "标题", "名称": "标题", "名稱": "标题", "文件名称": "标题", "信息名称": "标题", "法规名称": "标题", "法規名稱": "标题", "title": "标题",
	"发文机关": "发文机关", "发文机构": "发文机关", "制定机关": "发文机关", "颁布机关": "发文机关", "公布机关": "发文机关", "發文機關": "发文机关", "发文单位": "发文机关", "印发机关": "发文机关", "issuer": "发文机关", "机关": "发文机关", "制发机关": "发文机关",
	"发布机构": "发布机构", "发布机关": "发布机构", "发布单位": "发布机构", "發布機關": "发布机构", "發佈機關": "发布机构", "信息来源": "来源", "publisher": "发布机构", "责任部门": "发布机构", "公开主体": "发布机构",
	"文号": "文号", "文號": "文号", "发文字号": "文号", "發文字號": "文号", "文件编号": "文号", "公文编号": "文号", "发布文号": "文号", "number": "文号", "文件字号": "文号", "发文文号": "文号",
	"成文日期": "成文日期", "成文时间": "成文日期", "签发日期": "成文日期", "发文日期": "成文日期", "date": "成文日期", "日期": "成文日期", "通过日期": "成文日期",
	"发布日期": "发布日期", "发布时间": "发布日期", "公布日期": "发布日期", "印发日期": "发布日期", "發布日期": "发布日期", "發佈日期": "发布日期", "公开日期": "发布日期", "published": "发布日期",
	"类型": "类型", "文种": "类型", "type": "类型", "公文种类": "类型", "文件类型": "类型", "体裁分类": "类型", "效力级别": "类型",
	"来源": "来源", "來源": "来源", "source": "来源",
	"索引号": "", "主题分类": "", "主题词": "", "分类": "", "原文链接": "", "链接": "", "检索时间": "", "检索关键词": "", "关键词": "", "文档类型": "", "有效性": "",
	"施行日期": "", "生效日期": "", "实施日期": "", "失效日期": "", "url": "", "作者": "", "附件": "", "时效性": "", "信息索引号": "", "author": "", "tags": "", "keywords": "", "收件人": "", "主送": "", "抄送": "",
}

// maxKey is the length in bytes beyond which nothing is a key.
const maxKey = 48

// fieldOf is our name for the key that s is, white space, colon and emphasis
// aside; ok is false if s is no known key.
func fieldOf(s string) (name string, ok bool) {
	if len(s) > 2*maxKey {
		return "", false
	}
	s = strings.Trim(dropSpace(s), "：:【】[]*•·")
	name, ok = fieldNames[strings.ToLower(s)]
	return name, ok
}

// cutField parts a header line. A known key is enough with either colon; an
// unknown one of Han needs the narrow colon and a space, as in YAML.
func cutField(s string) (key, value string, ok bool) {
	s = strings.TrimLeft(s, "【[")
	i := strings.IndexAny(s[:min(len(s), maxKey)], "：:")
	if i <= 0 {
		return "", "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	value = strings.Trim(s[i+size:], " \t　]】")
	if name, known := fieldOf(s[:i]); known {
		return name, value, true
	}
	if runesBelow(s[:i], 20) > 8 || size > 1 || !strings.HasPrefix(s[i+1:], " ") || strings.ContainsAny(s[:i], "，。、；（）《》“”") {
		return "", "", false
	}
	return "", value, true
}

func (f *fields) add(key, value string) {
	if key != "" && value != "" && utf8.ValidString(value) && len(value) <= 1000 {
		*f = append(*f, field{key, value})
	}
}

// get is the first value of a key, "" if there is none.
func (f fields) get(key string) string {
	for _, p := range f {
		if p.key == key {
			return p.value
		}
	}
	return ""
}

// maxFrontMatter bounds, in bytes, the YAML that is parsed: its nodes take more
// than a hundred times its size.
const maxFrontMatter = 64 << 10

// parseFrontMatter reads the pairs of YAML front matter. Values that are
// lists of words are joined by 、.
func parseFrontMatter(src string) (fields, error) {
	if len(src) > maxFrontMatter {
		return nil, fmt.Errorf("not read: larger than %d KB", maxFrontMatter>>10)
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(src), &root); err != nil {
		return nil, fmt.Errorf("can't be read: %w", err)
	}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		return nil, nil
	}
	var f fields
	pairs := root.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := fieldOf(pairs[i].Value); ok {
			f.add(name, oneLine(scalar(pairs[i+1])))
		}
	}
	return f, nil
}

func scalar(n *yaml.Node) string {
	if n.Kind != yaml.SequenceNode {
		return n.Value
	}
	var words []string
	for _, c := range n.Content {
		if c.Kind == yaml.ScalarNode {
			words = append(words, c.Value)
		}
	}
	return strings.Join(words, "、")
}
