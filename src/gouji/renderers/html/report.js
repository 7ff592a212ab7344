"use strict";
// The page's own behaviour; everything it shows of a report is set as text, never as markup.
(() => {
  const known = JSON.parse(document.getElementById("knowledge").textContent);
  const byId = (id) => document.getElementById(id);
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement, body = document.body, popover = byId("popover"), search = byId("search"), rule = byId("rule");
  root.classList.add("live");

  const cards = new Map(known.findings.map((finding) => [finding.id, byId(finding.id)]));
  const findings = new Map(known.findings.map((finding) => [finding.id, finding]));
  const marks = new Map();
  for (const element of every("[data-f]"))
    for (const key of element.dataset.f.split(" ")) marks.set(key, [...(marks.get(key) || []), element]);
  const naming = new Map();  // figure → findings that name it, those that point at it first
  for (const finding of known.findings)
    for (const key of new Set([finding.at, ...finding.with]))
      if (key) naming.set(key, key === finding.at ? [finding.id, ...(naming.get(key) || [])] : [...(naming.get(key) || []), finding.id]);

  const keysOf = (element) => element.dataset.f.split(" ");
  const clear = (name) => every(`.${name}`).forEach((element) => element.classList.remove(name));
  const light = (keys, name) => keys.forEach((key) => (marks.get(key) || []).forEach((element) => element.classList.add(name)));
  const stacked = () => matchMedia("(max-width: 1020px)").matches;

  // The strip of the window in which the document is seen: under the bars, above the drawer.
  const strip = (element) => {
    const title = element.closest(".document")?.querySelector(".title");
    const top = byId("documents").getBoundingClientRect && document.querySelector(".top").offsetHeight + (title ? title.offsetHeight : 0);
    const drawer = stacked() && !body.classList.contains("shut") ? byId("findings").offsetHeight : 0;
    return { top, bottom: innerHeight - drawer };
  };

  const bringIntoView = (element) => {
    const settle = () => {
      const { top, bottom } = strip(element), box = element.getBoundingClientRect();
      scrollTo({ top: scrollY + box.top - top - Math.max((bottom - top - box.height) * 0.38, 8), behavior: "instant" });
    };
    element.closest(".scroll")?.scrollTo({ left: 0 });
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    settle();
    requestAnimationFrame(settle);  // pages above may have taken their true height only now
  };

  const show = (key) => {
    clear("at");
    const [first] = marks.get(key) || [];
    light([key], "at");
    if (first) bringIntoView(first);
  };

  const MOST = 8;  // relations shown of a figure
  let chosen = null;
  const choose = (id, { scroll = true } = {}) => {
    ["at", "with"].forEach(clear);
    if (chosen) {
      cards.get(chosen).classList.remove("open");
      cards.get(chosen).querySelector(".head").setAttribute("aria-expanded", "false");
    }
    chosen = id;
    if (!id) return;
    const finding = findings.get(id), card = cards.get(id);
    card.classList.add("open");
    card.querySelector(".head").setAttribute("aria-expanded", "true");
    const list = card.closest(".cards"), heading = card.parentElement.querySelector("h2:not(.alone)");
    list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top - (heading ? heading.offsetHeight : 0);
    light(finding.with.filter((key) => key !== finding.at), "with");
    if (finding.at) light([finding.at], "at");
    if (!scroll) return;
    const target = marks.get(finding.at)?.[0];
    if (target) bringIntoView(target);
    else byId(finding.document)?.scrollIntoView();
  };

  const shown = () => known.findings.map((finding) => finding.id).filter((id) => !cards.get(id).classList.contains("out"));
  const step = (by) => {
    const ids = shown();
    if (!ids.length) return;
    const at = ids.indexOf(chosen);
    choose(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1)]);
  };

  const filter = () => {
    const off = new Set(every(".severities button[aria-pressed=false]").map((button) => button.dataset.severity));
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const [id, card] of cards) {
      const text = card.textContent.toLowerCase();
      const passes = !off.has(card.dataset.severity) && (!rule.value || rule.value === card.dataset.code) && words.every((word) => text.includes(word));
      card.classList.toggle("out", !passes);
    }
    every(".pin").forEach((pin) => pin.classList.toggle("out", cards.get(pin.dataset.n)?.classList.contains("out") ?? false));
    every(".group").forEach((group) => { group.hidden = !group.querySelector(".finding:not(.out)"); });
    byId("none-shown").hidden = !cards.size || shown().length > 0;
    if (chosen && cards.get(chosen).classList.contains("out")) choose(null);
  };

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  // A figure under the pointer: what it is called, what was made of it, and the relations that hold it.
  const explain = (element) => {
    const key = keysOf(element).find((each) => known.figures[each]);
    if (!key) return;
    const [text, name, status, relations = []] = known.figures[key];
    const head = make("div");
    head.append(make("strong", "", text), make("span", "name", name || known.words["no-name"]), make("span", `state ${status}`, known.words[status]));
    const list = make("ul");
    for (const id of relations.slice(0, MOST)) {
      const [code, outcome, formula, arithmetic] = known.relations[id], item = make("li");
      item.append(make("span", "code", code), " ", formula, " ", make("span", `outcome ${outcome}`, known.words[outcome]));
      if (arithmetic) item.append(make("span", "how", arithmetic));
      list.append(item);
    }
    if (relations.length > MOST) list.append(make("li", "", `+ ${relations.length - MOST}`));
    if (!relations.length) list.append(make("li", "", known.words["nothing-holds"]));
    popover.replaceChildren(head, list);
    popover.hidden = false;
    const box = element.getBoundingClientRect(), width = popover.offsetWidth, height = popover.offsetHeight;
    popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    popover.style.top = `${box.bottom + 8 + height < innerHeight ? box.bottom + 8 : Math.max(8, box.top - height - 8)}px`;
    clear("kin");
    light([...new Set(relations.flatMap((id) => known.relations[id][4]))].filter((each) => each !== key), "kin");
  };
  const hush = () => { popover.hidden = true; clear("kin"); };

  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const cover = () => press(byId("cover"), body.classList.toggle("cover"));
  const themes = ["auto", "light", "dark"];
  const setTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    byId("theme").title = known.words[`theme-${theme}`];
  };
  const turnTheme = () => {
    const theme = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % themes.length];
    setTheme(theme);
    try { localStorage.setItem("gouji-theme", theme); } catch { /* a page from a file may have no storage */ }
  };
  try { setTheme(themes.find((theme) => theme === localStorage.getItem("gouji-theme")) || "auto"); } catch { setTheme("auto"); }
  const drawer = (open) => {
    body.classList.toggle("shut", !open);
    byId("drawer").setAttribute("aria-expanded", String(open));
  };

  document.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]"), head = event.target.closest(".finding .head"), pin = event.target.closest(".pin"), mark = event.target.closest("[data-f]");
    if (go) show(go.dataset.go);
    else if (head) choose(head.parentElement.id === chosen ? null : head.parentElement.id);
    else if (pin) { drawer(true); choose(pin.dataset.n, { scroll: false }); }
    else if (mark) {
      const id = keysOf(mark).flatMap((key) => naming.get(key) || []).find((each) => !cards.get(each).classList.contains("out"));
      if (id) { drawer(true); choose(id, { scroll: false }); }
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
  byId("theme").addEventListener("click", turnTheme);
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("close").addEventListener("click", () => byId("keys").close());
  byId("drawer").addEventListener("click", () => drawer(body.classList.contains("shut")));
  // Pictures that were not looked at yet are wanted on paper too.
  addEventListener("beforeprint", () => every("img[loading]").forEach((image) => { image.loading = "eager"; }));

  const keys = {
    j: () => step(1), k: () => step(-1), c: cover, t: turnTheme, "?": () => byId("keys").showModal(),
    "/": () => { drawer(true); search.focus(); search.select(); },
    Escape: () => { hush(); choose(null); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    const typing = event.target.matches?.("input, select");
    if (typing && event.key === "Escape") event.target.blur();
    else if (!typing && keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
})();
