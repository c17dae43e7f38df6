package library

import "testing"

func TestSlipsInTitles(t *testing.T) {
	l := New(shelve(t,
		paper{title: "中华人民共和国渡口管理法"}, paper{title: "中华人民共和国渡船法"}, paper{title: "中华人民共和国渡口诉讼法"},
		paper{title: "云澜省人民政府关于推进渡口信息公开健康有序发展的意见"},
		paper{title: "云澜省人民政府关于印发渡口安全改造实施方案的通知"},
		paper{title: "云澜省渡口安全工作规定"},
		paper{title: "推动云澜发展条例"}, paper{title: "推动渡船发展办法"}, paper{title: "推动竹筏发展细则"},
		paper{title: "云澜省高级人民法院关于审理民事纠纷案件适用渡口法律若干问题的解释"},
		paper{title: "刑事案件办理规定"}, paper{title: "刑事诉讼办法"}, paper{title: "刑事警察守则"},
		paper{title: "云澜省城市供水管理条例"}, paper{title: "松陵市排水条例"}, paper{title: "松陵市供水条例"},
		paper{title: "云澜省人民政府关于做好春季渡船检修登记工作的通知"},
		paper{title: "春耕时令要点"}, paper{title: "秋耕时令要点"}, paper{title: "秋季开学通知"}, paper{title: "秋季防火通知"}, paper{title: "秋季采收通知"},
	), nil)
	for title, want := range map[string]Verdict{
		"中华人民共和国渡口管理发": Near,
		"中华人民共和国渡口管法理": Near,
		"中华人民共和国渡船发":   Near,
		"中华人民共和国渡船证":   Unsure, // a paper of its own
		"渡口管法理":        Near,
		"渡口管理发":        Unsure, // five letters
		"船渡法":          Unsure,
		"云澜省人民政府关于推动渡口信息公开健康有序发展的意见": Near, // 推动 is a word of titles
		"推动云澜发展办例": Near,
		"云澜省人民政府关于印发渡口安全改造实施方案的通告":         Near, // another kind of a long title
		"云澜省渡口安全工作规程":                      Unsure,
		"云澜省高级人民法院关于审理刑事纠纷案件适用渡口法律若干问题的解释": Unsure,
		"云澜省城市排水管理条例":                      Unsure, // two known titles differ so
		"云澜省人民政府关于做好秋季渡船检修登记工作的通知":         Unsure,
		"云澜省人民政府关于做好春季渡船检修登计工作的通知":         Near,
	} {
		if j, _ := cite(t, l, Name{Title: title}); j.Verdict != want {
			t.Errorf("《%s》 is %s, want %s; %+v", title, j.Verdict, want, j.Source)
		}
	}
}

func TestSlipInAShortenedTitle(t *testing.T) {
	l := New(shelve(t,
		paper{title: "云澜省人民政府关于推进渡口信息公开的意见", issuer: "云澜省人民政府"},
		paper{title: "云澜省人民政府关于印发渡口安全改造实施方案的通知", issuer: "云澜省人民政府"},
	), nil)
	for title, want := range map[string]string{
		"关于推进渡口信息公天的意见": "开",
		"渡口安全改遣实施方案":    "造",
	} {
		j, text := cite(t, l, Name{Title: title})
		if j.Verdict != Near || len(j.Source.Edits) != 1 || j.Source.Edits[0].SourceText != want || j.Note == "" {
			t.Errorf("《%s》 is %s of %+v, note %q", title, j.Verdict, j.Source, j.Note)
		}
		checkPlace(t, l, text, j)
	}
}

func TestSameTitleIsNoSlip(t *testing.T) {
	var papers []paper
	for _, issuer := range []string{"甲局", "乙局", "丙局", "丁局"} {
		papers = append(papers, paper{title: "关于开展渡船年度安全检查登记工作有关事项的通知", issuer: issuer})
	}
	j, _ := cite(t, New(shelve(t, papers...), nil), Name{Title: papers[0].title})
	if j.Verdict != Unsure || j.Source != nil {
		t.Errorf("%s of %+v", j.Verdict, j.Source)
	}
}
