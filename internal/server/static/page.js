"use strict";
// What scripts add to pages that are complete without: keys, hit by hit,
// copying with a citation, dropping a file.
(() => {
  const english = document.documentElement.lang === "en";
  const say = (zh, en) => (english ? en : zh);
  document.documentElement.classList.add("script");

  // On a phone what narrows down is folded away.
  if (matchMedia("(max-width: 48rem)").matches) document.querySelectorAll("details.narrow").forEach((d) => { d.open = false; });

  // Keys can be turned off: who speaks to the machine types by accident.
  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("yinzheng_keys", value);
      return localStorage.getItem("yinzheng_keys");
    } catch {
      return null;
    }
  };
  let keys = stored() !== "off";
  const foot = document.querySelector("footer");
  if (foot) {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "tool";
    const name = () => { b.textContent = keys ? say("关闭快捷键", "turn the keys off") : say("打开快捷键", "turn the keys on"); };
    b.addEventListener("click", () => { keys = !keys; stored(keys ? "on" : "off"); name(); });
    name();
    foot.append(" ", b);
  }

  // A wide picture on a narrow page shows its latest years.
  document.querySelectorAll(".chart.scroll").forEach((x) => {
    const end = () => { x.scrollLeft = x.scrollWidth; };
    x.querySelectorAll("img").forEach((i) => i.addEventListener("load", end));
    end();
  });

  // "/" goes to the box, arrows from result to result. Shift and an arrow
  // select text.
  const typing = (e) => !keys || e.shiftKey && e.key.startsWith("Arrow") || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) || e.target.isContentEditable;
  const results = [...document.querySelectorAll("[data-hit]:not(mark)")];
  const step = (by) => {
    const now = results.findIndex((x) => x.contains(document.activeElement));
    const next = results[Math.min(Math.max(now + by, 0), results.length - 1)];
    const link = next.querySelector("a");
    (link || next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (e) => {
    if (typing(e)) return;
    if (e.key === "/") {
      const box = document.querySelector("[data-focus]");
      if (!box) return location.assign("/");
      e.preventDefault();
      box.focus();
      box.select();
    } else if (results.length && (e.key === "ArrowDown" || e.key === "j")) {
      e.preventDefault();
      step(1);
    } else if (results.length && (e.key === "ArrowUp" || e.key === "k")) {
      e.preventDefault();
      step(-1);
    }
  });

  // A document: from hit to hit, with n of m.
  const bar = document.querySelector(".hitbar");
  if (bar) {
    const all = Number(bar.dataset.hits);
    let now = 0;
    const at = document.querySelector("#at + .hit mark, #at + * mark");
    const button = (text, label, by) => {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "tool";
      b.textContent = text;
      b.setAttribute("aria-label", label);
      b.addEventListener("click", () => move(by));
      return b;
    };
    const counter = document.createElement("span");
    counter.setAttribute("role", "status");
    const marked = (n) => document.getElementById(`hit-${n}`);
    const go = (n) => {
      now = ((n - 1 + all) % all) + 1;
      document.querySelectorAll("mark.here").forEach((m) => m.classList.remove("here"));
      document.querySelectorAll(`mark[data-hit="${now}"]`).forEach((m) => m.classList.add("here"));
      if (marked(now)) marked(now).scrollIntoView({ block: "center" });
      counter.textContent = say(`第 ${now} 处，共 ${all} 处`, `${now} of ${all}`);
    };
    // From a hit that is in view to the next one, else to the nearest from what
    // is in view.
    const move = (by) => {
      const rect = marked(now) && marked(now).getBoundingClientRect();
      if (rect && rect.bottom > 0 && rect.top < innerHeight) return go(now + by);
      const rects = [...document.querySelectorAll("mark[id^=hit-]")].map((m) => m.getBoundingClientRect());
      const n = by > 0 ? rects.findIndex((r) => r.top > 0) + 1 : rects.findLastIndex((r) => r.bottom < innerHeight) + 1;
      go(n || (by > 0 ? 1 : all)); // there is none that way
    };
    bar.replaceChildren(button("↑", say("上一处", "previous hit"), -1), counter, button("↓", say("下一处", "next hit"), 1));
    counter.textContent = say(`命中 ${all} 处`, `${all} hits`);
    const fragment = decodeURIComponent(location.hash.slice(1));
    if (fragment.startsWith("hit-")) go(Number(fragment.slice(4)));
    else if (!fragment || fragment === "at") go(at ? Number(at.dataset.hit) : 1); // else an article is asked for
    document.addEventListener("keydown", (e) => {
      if (typing(e)) return;
      if (e.key === "n" || e.key === "ArrowRight") move(1);
      else if (e.key === "p" || e.key === "ArrowLeft") move(-1);
      else return;
      e.preventDefault();
    });
    document.querySelectorAll("a.hit").forEach((a) => a.addEventListener("click", (e) => {
      e.preventDefault();
      go(Number(a.firstElementChild.dataset.hit) + 1);
    }));
  }

  // Copying with a citation: a button at the head, one at each section, and
  // Ctrl-C keeps the plain text.
  const reader = document.querySelector("[data-citation]");
  if (reader && navigator.clipboard) {
    const cite = reader.dataset.citation;
    const copy = async (b, text) => {
      try {
        await navigator.clipboard.writeText(text);
        b.textContent = say("已复制", "copied");
      } catch {
        b.textContent = say("未能复制", "not copied");
      }
      setTimeout(() => { b.textContent = b.dataset.text; }, 1500);
    };
    const make = (text, label, value) => {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "tool copy";
      b.textContent = b.dataset.text = text;
      b.setAttribute("aria-label", label);
      b.addEventListener("click", () => copy(b, value()));
      return b;
    };
    const sectionOf = (node) => {
      for (let x = node.nodeType === 1 ? node : node.parentElement; x && x !== reader; x = x.parentElement) {
        for (let y = x; y; y = y.previousElementSibling) if (y.dataset && y.dataset.section) return y.dataset.clause || y.dataset.section;
      }
      return "";
    };
    // between is how a citation names what goes from one section to another.
    const between = (first, last) => {
      const holds = (outer, inner) => inner.startsWith(outer) && /^[ 第]/.test(inner.slice(outer.length));
      if (!last || first === last || holds(first, last)) return first;
      if (holds(last, first)) return last;
      const parts = (s) => s.replace(/([条條](?:之[一二三四五六七八九十]+)?)第/g, "$1 第").replace(/([款項项])第/g, "$1 第").split(" ");
      const a = parts(first), b = parts(last);
      while (b.length > 1 && a[0] === b[0]) { a.shift(); b.shift(); }
      return `${first}至${b.join(" ").replace(/([条條款項项]|之[一二三四五六七八九十]+) (?=第)/g, "$1")}`;
    };
    const selected = (s) => {
      const r = s.getRangeAt(0);
      let end = r.endContainer;
      if (r.endOffset === 0) end = (end.nodeType === 1 ? end : end.parentElement).previousElementSibling || end;
      const text = s.toString().replace(/[ \t]+$/gm, "").replace(/\n+/g, "\n").trim();
      return text ? `“${text}”——${cite}${between(sectionOf(r.startContainer), sectionOf(end))}` : cite;
    };
    const plain = (p) => {
      const clone = p.cloneNode(true);
      clone.querySelectorAll(".anchor, .copy").forEach((x) => x.remove());
      return clone.textContent.trim();
    };
    document.getElementById("citation").after(" ", make(say("复制所选文字和出处", "copy the selection, cited"), say("复制所选文字和出处", "copy the selection with its citation"), () => {
      const s = window.getSelection();
      return s && !s.isCollapsed && reader.contains(s.anchorNode) ? selected(s) : cite;
    }));
    reader.querySelectorAll("p[data-section] > .anchor").forEach((a) => {
      const p = a.parentElement;
      a.after(make(say("复制", "copy"), say("复制本条和出处：", "copy with citation: ") + p.dataset.section, () => {
        const lines = [plain(p)];
        const inside = (x) => !x.dataset.section || Number(x.dataset.depth) > Number(p.dataset.depth);
        for (let x = p.nextElementSibling; x && inside(x); x = x.nextElementSibling) lines.push(plain(x));
        return `${lines.join("\n")}\n——${cite}${p.dataset.section}`;
      }));
    });
  }

  // A draft: drop a file; a click on a claim shows its source beside it.
  const form = document.querySelector("[data-drop]");
  if (form) {
    const input = form.querySelector("input[type=file]");
    form.addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("dropping"); });
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (e) => {
      form.classList.remove("dropping");
      if (!e.dataTransfer.files.length) return;
      e.preventDefault();
      input.files = e.dataTransfer.files;
      form.requestSubmit();
    });
  }
  const cards = document.querySelector(".cards");
  if (cards) {
    const show = (card, id) => {
      document.querySelectorAll(".card.here, .draft mark.here").forEach((x) => x.classList.remove("here"));
      card.classList.add("here");
      const mark = document.getElementById(id);
      if (mark) mark.classList.add("here");
    };
    document.querySelectorAll(".draft mark").forEach((mark) => mark.addEventListener("click", (e) => {
      const sign = [...mark.querySelectorAll("[data-card]")].pop();
      const card = sign && document.getElementById(sign.dataset.card);
      if (!card) return;
      e.preventDefault();
      e.stopPropagation();
      show(card, mark.id);
      card.scrollIntoView({ block: "nearest" });
    }));
    cards.querySelectorAll(".card h3 a").forEach((a) => a.addEventListener("click", () => show(a.closest(".card"), a.hash.slice(1))));
  }
})();
