package server

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// leastToken is how many characters a token has at least: what can be guessed
// is none.
const leastToken = 16

// ReadTokens reads a file of tokens, one a line; empty lines and those that
// begin with # are passed over. It is an error if there is none, or one that
// is short or holds white space.
func ReadTokens(data []byte) ([]string, error) {
	var tokens []string
	for lines, n := bufio.NewScanner(bytes.NewReader(data)), 1; lines.Scan(); n++ {
		token := strings.TrimSpace(lines.Text())
		switch {
		case token == "" || token[0] == '#':
			continue
		case len(token) < leastToken:
			return nil, fmt.Errorf("line %d: a token has %d characters at least", n, leastToken)
		case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
			return nil, fmt.Errorf("line %d: a token is of ASCII letters, digits and signs, without white space", n)
		}
		tokens = append(tokens, token)
	}
	if tokens == nil {
		return nil, fmt.Errorf("there is no token in it")
	}
	return tokens, nil
}

// sessionTime is how long a browser stays signed in.
const sessionTime = 30 * 24 * time.Hour

const sessionCookie = "yinzheng_session"

// keys are the tokens that open a server, as hashes. None: it is open.
type keys [][sha256.Size]byte

func newKeys(tokens []string) keys {
	var k keys
	for _, token := range tokens {
		k = append(k, sha256.Sum256([]byte(token)))
	}
	return k
}

// opens tells whether a request may ask: it bears a token, or the cookie of
// one who has signed in.
func (k keys) opens(r *http.Request) bool {
	if len(k) == 0 {
		return true
	}
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		_, ok := k.of(strings.TrimSpace(token))
		return ok
	}
	cookie, err := r.Cookie(sessionCookie)
	return err == nil && k.isSession(cookie.Value, time.Now())
}

// of is the key of a token; ok is false if it opens nothing. All are compared,
// in the same time.
func (k keys) of(token string) (key [sha256.Size]byte, ok bool) {
	sum := sha256.Sum256([]byte(token))
	for _, x := range k {
		if hmac.Equal(x[:], sum[:]) {
			key, ok = x, true
		}
	}
	return key, ok
}

// session is what a cookie holds: when it ends, and a proof, made with the key,
// that we have said so. It does not give the token away.
func session(key [sha256.Size]byte, end time.Time) string {
	text := strconv.FormatInt(end.Unix(), 10)
	return text + "." + hex.EncodeToString(proof(key, text))
}

func proof(key [sha256.Size]byte, text string) []byte {
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte("yinzheng session " + text))
	return mac.Sum(nil)
}

func (k keys) isSession(value string, now time.Time) bool {
	text, mac, _ := strings.Cut(value, ".")
	end, err := strconv.ParseInt(text, 10, 64)
	sum, bad := hex.DecodeString(mac)
	if err != nil || bad != nil || now.Unix() >= end {
		return false
	}
	ok := false
	for _, key := range k {
		ok = hmac.Equal(proof(key, text), sum) || ok
	}
	return ok
}

// guarded lets in who has a token. People are sent to the page to sign in,
// programs are told.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.keys.opens(r) || isOpen(r.URL.Path):
			next.ServeHTTP(w, r)
		case (r.Method == http.MethodGet || r.Method == http.MethodHead) && isPage(r) && !strings.HasPrefix(r.URL.Path, "/api/"):
			http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		default:
			s.fail(w, r, errToken)
		}
	})
}

// isOpen tells the paths that ask nobody.
func isOpen(path string) bool {
	return path == "/login" || strings.HasPrefix(path, "/static/") || saysNothing(path)
}

// saysNothing tells the paths for those who watch over a server: they say
// nothing of documents, and are answered whatever the server is called.
func saysNothing(path string) bool { return path == "/healthz" || path == "/readyz" }

// loginView is the page to sign in.
type loginView struct {
	*frame
	Next  string
	Wrong bool
}

func (s *Server) showLogin(w http.ResponseWriter, r *http.Request) {
	f := s.newFrame(w, r, "login")
	v := loginView{frame: &f, Next: ownAddress(r.URL.Query().Get("next"))}
	s.render(w, r, http.StatusOK, "login", v)
}

// login takes the token of a form and gives a cookie for it.
func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, formOverhead)
	if err := r.ParseForm(); err != nil {
		s.fail(w, r, badBody(err))
		return
	}
	next := ownAddress(r.PostForm.Get("next"))
	key, ok := s.keys.of(strings.TrimSpace(r.PostForm.Get("token")))
	if !ok {
		s.log.Warn("a wrong token", "id", idOf(w), "from", r.RemoteAddr)
		f := s.newFrame(w, r, "login")
		s.render(w, r, http.StatusUnauthorized, "login", loginView{&f, next, true})
		return
	}
	end := time.Now().Add(sessionTime)
	s.setCookie(w, r, sessionCookie, session(key, end), sessionTime)
	http.Redirect(w, r, next, http.StatusSeeOther)
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, r, sessionCookie, "", -1)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// setCookie sets one that scripts can't read; it ends after age, at once if
// that is negative.
func (s *Server) setCookie(w http.ResponseWriter, r *http.Request, name, value string, age time.Duration) {
	seconds := int(age / time.Second)
	if age < 0 {
		seconds = -1
	}
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"})
}

// ownAddress is an address on this server, / for any other.
func ownAddress(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}
