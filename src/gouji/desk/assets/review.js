"use strict";
// The review: pages and what is drawn over them come when they are looked at; decisions go to the server with the version that they were made upon.
(() => {
  const { known, byId, every, say, make, markup, notify, post, listen } = desk;
  const body = document.body, popover = byId("popover"), search = byId("search"), rule = byId("rule"), said = known.said;
  document.documentElement.classList.add("live");
  desk.chosen = () => [known.document];

  // --- what is known, as far as it has come ---

  const figures = {}, relations = {}, marks = new Map();
  const cards = new Map(every(".cards > .finding").map((card) => [card.id, card]));  // those that are not seen at first come behind
  const findings = new Map(known.findings.map((finding) => [finding.id, finding]));
  const naming = new Map();
  for (const finding of known.findings)
    for (const key of new Set([finding.at, ...finding.with]))
      if (key) naming.set(key, key === finding.at ? [finding.id, ...(naming.get(key) || [])] : [...(naming.get(key) || []), finding.id]);
  const learn = (root, told) => {
    Object.assign(figures, told.figures);
    Object.assign(relations, told.relations);
    for (const element of every("[data-f]", root)) for (const key of element.dataset.f.split(" ")) marks.set(key, [...(marks.get(key) || []), element]);
    relight();
    mute();
  };
  const fetched = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const coming = new Map();
  const fetchPage = async (number) => {
    const page = document.querySelector(`[data-page="${number}"]`);
    if (!page) return;
    const told = await fetched(`${known.address}/pages/${number}`);
    page.append(markup(told.markup));
    learn(page, told);
  };
  const ensure = (number) => {
    if (!coming.has(number)) coming.set(number, fetchPage(number).catch((error) => { coming.delete(number); notify(error.message, "error"); }));
    return coming.get(number);
  };
  const flowing = known.flows ? fetched(`${known.address}/flow`).then((told) => {
    byId("flow").replaceChildren(markup(told.markup));
    learn(byId("flow"), told);
  }).catch((error) => notify(error.message, "error")) : Promise.resolve();
  const watcher = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => ensure(Number(each.target.dataset.page))), { rootMargin: "600px 0px" });
  every(".page").forEach((page) => watcher.observe(page));

  // --- figures and findings ---

  const keysOf = (element) => element.dataset.f.split(" ");
  const clear = (name) => every(`.${name}`).forEach((element) => element.classList.remove(name));
  const light = (keys, name) => keys.forEach((key) => (marks.get(key) || []).forEach((element) => element.classList.add(name)));
  const lit = { at: null, with: [] };
  const relight = () => {
    ["at", "with"].forEach(clear);
    light(lit.with, "with");
    if (lit.at) light([lit.at], "at");
  };
  const stacked = () => matchMedia("(max-width: 1020px)").matches;
  const strip = () => ({ top: document.querySelector(".top").offsetHeight + (document.querySelector(".document > .title")?.offsetHeight || 0),
    bottom: innerHeight - (stacked() ? byId("findings").offsetHeight : 0) });
  const bringIntoView = (element) => {
    const settle = () => {
      const { top, bottom } = strip(), box = element.getBoundingClientRect();
      scrollTo({ top: scrollY + box.top - top - Math.max((bottom - top - box.height) * 0.38, 8), behavior: "instant" });
    };
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const wide = element.closest(".scroll");
    if (wide) {  // in a table wider than the window the frame of a mark would be cut off at the edge
      const box = element.getBoundingClientRect(), view = wide.getBoundingClientRect(), air = 24;
      if (box.right + air > view.right) wide.scrollLeft += box.right + air - view.right;
      else if (box.left - air < view.left) wide.scrollLeft += box.left - air - view.left;
    }
    settle();
    requestAnimationFrame(settle);
  };
  let turn = 0;
  const go = async (key, page, others = []) => {
    const mine = ++turn;
    Object.assign(lit, { at: key, with: others });
    relight();
    if (page && !coming.has(page)) document.querySelector(`[data-page="${page}"]`)?.scrollIntoView({ block: "start", behavior: "instant" });
    await (page ? ensure(page) : flowing);
    if (mine !== turn) return;  // somebody has gone on meanwhile
    const [first] = marks.get(key) || [];
    if (first) bringIntoView(first);
  };

  let chosen = null;
  const choose = (id, { scroll = true } = {}) => {
    if (id && !cards.has(id)) { arriving.then(() => { if (cards.has(id)) choose(id, { scroll }); }); return; }
    if (chosen) {
      cards.get(chosen).classList.remove("open");
      cards.get(chosen).querySelector(".head").setAttribute("aria-expanded", "false");
    }
    chosen = id;
    if (!id) { turn += 1; Object.assign(lit, { at: null, with: [] }); relight(); return; }
    const finding = findings.get(id), card = cards.get(id), list = card.closest(".cards");
    card.classList.add("open");
    card.querySelector(".head").setAttribute("aria-expanded", "true");
    list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top;
    const others = finding.with.filter((key) => key !== finding.at);
    if (scroll) go(finding.at, finding.page, others);
    else { Object.assign(lit, { at: finding.at, with: others }); relight(); }
  };
  const shown = () => known.findings.map((finding) => finding.id).filter((id) => !cards.get(id)?.classList.contains("out"));
  const step = (by) => {
    const ids = shown();
    if (!ids.length) return;
    const at = ids.indexOf(chosen);
    choose(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1)]);
  };
  const mute = () => every(".pin").forEach((pin) => pin.classList.toggle("out", cards.get(pin.dataset.n)?.classList.contains("out") ?? false));
  const filter = () => {
    const off = new Set(every(".severities .severity[aria-pressed=false]").map((button) => button.dataset.severity));
    const open = byId("only-open").getAttribute("aria-pressed") === "true";
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const [id, card] of cards) {
      const text = words.length ? card.textContent.toLowerCase() : "", decided = decision(id).verdict !== "open";
      const passes = !off.has(card.dataset.severity) && (!rule.value || rule.value === card.dataset.code) && !(open && decided && id !== chosen) && words.every((word) => text.includes(word));
      card.classList.toggle("out", !passes);
    }
    mute();
    byId("none-shown").hidden = !cards.size || shown().length > 0;
    if (chosen && cards.get(chosen).classList.contains("out")) choose(null);
  };

  // A figure under the pointer: what it is called, what was made of it, and all relations that hold it.
  const explain = (element) => {
    const key = keysOf(element).find((each) => figures[each]);
    if (!key) return;
    const [text, name, status, holding = []] = figures[key], head = make("div"), list = make("ul");
    head.append(make("strong", "", text), make("span", "name", name || said["no-name"]), make("span", `state ${status}`, said[status]));
    for (const id of holding) {
      const [code, outcome, formula, arithmetic] = relations[id], item = make("li");
      item.append(make("span", "code", code), " ", formula, " ", make("span", `outcome ${outcome}`, said[outcome]));
      if (arithmetic) item.append(make("span", "how", arithmetic));
      list.append(item);
    }
    if (!holding.length) list.append(make("li", "", said["nothing-holds"]));
    popover.replaceChildren(head, list);
    popover.hidden = false;
    const box = element.getBoundingClientRect(), width = popover.offsetWidth, height = popover.offsetHeight;
    popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    popover.style.top = `${box.bottom + 8 + height < innerHeight ? box.bottom + 8 : Math.max(8, box.top - height - 8)}px`;
    clear("kin");
    light([...new Set(holding.flatMap((id) => relations[id][4]))].filter((each) => each !== key), "kin");
  };
  const hush = () => { popover.hidden = true; clear("kin"); };

  // --- decisions ---

  const decisions = known.decisions, nobody = { version: 0, verdict: "open", reason: "", comment: "", by: "", at: "" };
  const decision = (id) => decisions[findings.get(id).fingerprint] || nobody;
  const by = byId("by");
  try { by.value = localStorage.getItem("gouji-by") || ""; } catch { /* without storage it holds for this page */ }
  by.addEventListener("change", () => { try { localStorage.setItem("gouji-by", by.value.trim()); } catch { /* the same */ } });

  const stamp = ({ by: who, at }) => [who, at && new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" })].filter(Boolean).join(" · ");
  const told = (one, box) => {
    const line = make("p", "what");
    line.append(make("b", one.verdict, say(`desk.${one.verdict === "open" ? "open" : one.verdict}`)), " ", make("span", "quiet", stamp(one)));
    box.append(line);
    if (one.reason) box.append(make("p", "reason", one.reason));
    if (one.comment) box.append(make("p", "said", one.comment));
    if (one.source) box.append(make("p", "source", one.source));
  };
  const draw = (id) => {
    const card = cards.get(id), now = decision(id), box = card.querySelector(".decision"), line = make("div", "acts");
    card.classList.toggle("accepted", now.verdict === "accepted");
    card.classList.toggle("confirmed", now.verdict === "confirmed");
    card.querySelector(".verdict").textContent = now.verdict !== "open" ? say(`desk.${now.verdict}`) : now.comment ? "✎" : "";
    box.replaceChildren();
    if (now.version) told(now, box);
    const acts = now.verdict === "open" ? [["confirm", "y"], ["accept", "a"], ["comment", "m"]] : [["comment", "m"], ["reopen", "u"]];
    for (const [act, key] of acts) {
      const button = make("button", act, say(`desk.${act}`));
      button.dataset.act = act;
      button.append(" ", make("kbd", "", key));
      line.append(button);
    }
    if (now.version > 1) {
      const before = make("button", "quiet", say("desk.history"));
      before.addEventListener("click", () => history(id, box, before));
      line.append(before);
    }
    box.append(line);
  };
  const history = async (id, box, button) => {
    button.remove();
    const list = make("ol", "history");
    for (const each of await fetched(`${known.address}/history?fingerprint=${encodeURIComponent(findings.get(id).fingerprint)}`)) {
      const item = make("li");
      told(each, item);
      list.append(item);
    }
    box.append(list);
  };
  const count = () => {
    const done = known.findings.filter((finding) => decision(finding.id).verdict !== "open").length;
    byId("decided").textContent = known.findings.length ? say("desk.decided-of", { done, all: known.findings.length }) : "";
  };
  const took = (fingerprint, made) => {
    if ((decisions[fingerprint]?.version || 0) >= made.version) return;
    decisions[fingerprint] = made;
    for (const finding of known.findings.filter((each) => each.fingerprint === fingerprint)) {
      if (!cards.has(finding.id)) continue;
      const writing = cards.get(finding.id).querySelector(".decision form");
      if (writing) writing.prepend(make("p", "wrong", say("desk.elsewhere"))); else draw(finding.id);
    }
    count();
  };

  const save = async (id, wanted, seen = decision(id)) => {
    const { fingerprint } = findings.get(id);
    const { ok, status, told: answer } = await post(`${known.address}/decide`, { fingerprint, version: seen.version, by: by.value.trim(), ...wanted });
    if (ok) {
      decisions[fingerprint] = answer;
      draw(id);
      count();
      filter();
    } else if (status === 409 && answer.now) clash(id, wanted, answer.now);
    else notify(answer.error, "error");
    return ok;
  };
  // Another tab was quicker: what stands there is shown, and nothing is written over unseen.
  const clash = (id, wanted, now) => {
    const { fingerprint } = findings.get(id), box = cards.get(id).querySelector(".decision"), panel = make("div", "conflict"), line = make("div", "acts");
    decisions[fingerprint] = now;
    panel.append(make("p", "wrong", say("desk.conflict")));
    told(now, panel);
    const theirs = make("button", "", say("desk.keep-theirs")), mine = make("button", "", say("desk.save-mine"));
    theirs.addEventListener("click", () => draw(id));
    mine.addEventListener("click", () => save(id, wanted, now));
    line.append(theirs, mine);
    panel.append(line);
    box.replaceChildren(panel);
  };
  const write = (id, act) => {
    const now = decision(id), box = cards.get(id).querySelector(".decision"), form = make("form"), field = make("textarea"), line = make("div", "acts");
    const accepting = act === "accept";
    field.rows = 3;
    field.maxLength = 2000;
    field.required = accepting;
    field.placeholder = say(accepting ? "desk.reason" : "desk.comment-hint");
    field.setAttribute("aria-label", field.placeholder);
    field.value = accepting ? now.reason : now.comment;
    const cancel = make("button", "", say("desk.cancel")), go = make("button", "primary", say(accepting ? "desk.accept" : "desk.save"));
    go.type = "submit";
    cancel.addEventListener("click", () => draw(id));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (accepting && !text) { notify(say("desk.reason-needed"), "error"); return; }
      save(id, accepting ? { verdict: "accepted", reason: text, comment: now.comment } : { verdict: now.verdict, reason: now.reason, comment: text }, now);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      if (event.key === "Escape") { event.stopPropagation(); draw(id); }
    });
    line.append(cancel, go);
    form.append(field, line);
    box.replaceChildren(form);
    field.focus();
  };
  const act = (id, what) => {
    const now = decision(id);
    if (what === "confirm" && now.verdict === "open") save(id, { verdict: "confirmed", reason: "", comment: now.comment });
    if (what === "reopen" && now.verdict !== "open") save(id, { verdict: "open", reason: "", comment: now.comment });
    if (what === "comment" || (what === "accept" && now.verdict === "open")) write(id, what);
  };
  const furnish = (ids) => ids.forEach((id) => {
    cards.get(id).querySelector(".head").append(make("span", "verdict"));
    cards.get(id).querySelector(".proof").prepend(make("div", "decision"));
    draw(id);
  });
  // Hundreds of cards take seconds to lay out, and a dozen is seen: the page comes with some, the others are added by and by.
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  const bring = async () => {
    const { markup: text } = await fetched(`${known.address}/cards`), others = [...markup(text).children];
    for (let from = 0; from < others.length; from += 100) {
      const some = others.slice(from, from + 100);
      some.forEach((card) => cards.set(card.id, card));
      furnish(some.map((card) => card.id));
      byId("none-shown").before(...some);
      await pause();
    }
    filter();
  };
  furnish([...cards.keys()]);
  count();
  const arriving = cards.size < known.findings.length ? pause().then(bring).catch((error) => notify(error.message, "error")) : Promise.resolve();
  listen((news) => news.decisions.filter((each) => each.document === known.document).forEach((each) => took(each.decision.fingerprint, each.decision)), async () => {
    const now = await fetched(`${known.address}/decisions`);
    for (const [fingerprint, made] of Object.entries(now)) took(fingerprint, made);
  });

  // --- hands and keys ---

  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const cover = () => press(byId("cover"), body.classList.toggle("cover"));
  const beside = (id) => { if (id) location.href = `${known.base}/d/${id}`; };
  document.addEventListener("click", (event) => {
    const lead = event.target.closest("[data-go]"), doing = event.target.closest("[data-act]"), head = event.target.closest(".finding .head");
    const pin = event.target.closest(".pin"), mark = event.target.closest("main [data-f]");
    if (doing) act(doing.closest(".finding").id, doing.dataset.act);
    else if (lead) go(lead.dataset.go, known.at[lead.dataset.go]);
    else if (head) choose(head.parentElement.id === chosen ? null : head.parentElement.id);
    else if (pin) choose(pin.dataset.n, { scroll: false });
    else if (mark) {
      const id = keysOf(mark).flatMap((key) => naming.get(key) || []).find((each) => !cards.get(each)?.classList.contains("out"));
      if (id) choose(id, { scroll: false });
    }
  });
  document.addEventListener("mouseover", (event) => {
    const mark = event.target.closest?.("main [data-f]");
    if (mark) explain(mark); else hush();
  });
  addEventListener("scroll", hush, { passive: true });
  every(".severities button").forEach((button) => button.addEventListener("click", () => { press(button, button.getAttribute("aria-pressed") === "false"); filter(); }));
  search.addEventListener("input", filter);
  rule.addEventListener("change", filter);
  byId("cover").addEventListener("click", cover);
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("close").addEventListener("click", () => byId("keys").close());
  const doing = (what) => () => { if (chosen) act(chosen, what); };
  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), y: doing("confirm"), a: doing("accept"), m: doing("comment"), u: doing("reopen"),
    c: cover, "?": () => byId("keys").showModal(), "]": () => beside(known.after), "[": () => beside(known.before),
    "/": () => { search.focus(); search.select(); }, Escape: () => { hush(); choose(null); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || every("dialog[open]").length) return;
    const typing = event.target.matches?.("input, select, textarea");
    if (typing && event.key === "Escape") event.target.blur();
    else if (!typing && keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  if (known.findings.length && !stacked()) choose(known.findings[0].id);
})();
