"use strict";
// What all pages of the desk share: requests that carry the token, questions, exports, news from the server, the theme.
const desk = (() => {
  const known = JSON.parse(document.getElementById("desk").textContent);
  const byId = (id) => document.getElementById(id);
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (key, slots = {}) => known.words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in slots ? slots[name] : whole));
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    if (name === "button") element.type = "button";
    return element;
  };

  // The server escapes all that comes from a document; the policy of the page runs nothing that would slip through.
  const markup = (text) => {
    const template = document.createElement("template");
    template.innerHTML = text;
    return template.content;
  };

  let toast = null;
  const notify = (text, kind = "") => {
    toast?.remove();
    toast = make("div", `toast ${kind}`, text);
    toast.setAttribute("role", "alert");
    const shut = make("button", "quiet", "×");
    shut.setAttribute("aria-label", say("desk.close"));
    shut.addEventListener("click", () => toast.remove());
    toast.append(shut);
    document.body.append(toast);
    if (!kind) setTimeout(((one) => () => one.remove())(toast), 4000);
  };

  const post = async (address, value, { raw = false, signal } = {}) => {
    const headers = { "X-Gouji-Csrf": known.csrf, ...(raw ? {} : { "Content-Type": "application/json" }) };
    let answer;
    try {
      answer = await fetch(address, { method: "POST", headers, body: raw ? value : JSON.stringify(value), signal });
    } catch (error) {
      if (error.name !== "AbortError") notify(say("desk.network"), "error");
      throw error;
    }
    const type = answer.headers.get("content-type") || "";
    const told = type.startsWith("application/json") ? await answer.json() : { error: await answer.text() };
    return { ok: answer.ok, status: answer.status, told };
  };

  // A question with two answers, and a field where something is to be written; null where it was not answered.
  const ask = (text, { field = null, yes = say("desk.ok"), danger = false } = {}) => new Promise((resolve) => {
    const dialog = byId("ask"), form = make("form"), input = make("input"), row = make("div", "row");
    form.method = "dialog";
    form.append(make("p", "", text));
    if (field !== null) { input.value = field; input.maxLength = 120; form.append(input); }
    const no = make("button", "", say("desk.cancel")), go = make("button", danger ? "danger" : "primary", yes);
    go.type = "submit";
    go.value = "yes";
    no.addEventListener("click", () => dialog.close(""));
    row.append(no, go);
    form.append(row);
    dialog.replaceChildren(form);
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? (field === null ? true : input.value.trim()) : null), { once: true });
    dialog.showModal();
    (field === null ? no : input).focus();
  });

  const exported = async (form, ids) => {
    notify(say("desk.exporting"), "busy");
    const { ok, told } = await post(`${known.base}/export`, { form, ids });
    toast?.remove();
    if (!ok) { notify(told.error, "error"); return; }
    if (told.skipped.length) notify(`${say("desk.refused-list")} ${told.skipped.join(", ")}`, "warning");
    const link = make("a");
    link.href = told.address;
    link.download = told.name;
    document.body.append(link);
    link.click();
    link.remove();
  };
  every("#export [data-form]").forEach((button) => button.addEventListener("click", () => {
    byId("export").open = false;
    exported(button.dataset.form, desk.chosen());
  }));
  document.addEventListener("click", (event) => every("details[open]").forEach((open) => { if (!open.contains(event.target)) open.open = false; }));

  // A page that nobody looks at does not listen: browsers allow six connections to a server, for all tabs together.
  const listen = (heard, caughtUp) => {
    let source = null, seen = known.seen;
    const open = () => {
      if (source || document.hidden) return;
      source = new EventSource(`${known.base}/news`);
      source.addEventListener("hello", (event) => {
        byId("news").textContent = "";
        if (Number(event.data) !== seen) caughtUp();
        seen = null;  // whatever comes from now on is heard; after the next interruption all is asked anew
      });
      source.addEventListener("change", (event) => heard(JSON.parse(event.data)));
      source.onerror = () => { byId("news").textContent = say("desk.network"); };
    };
    const close = () => { source?.close(); source = null; };
    document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else open(); });
    addEventListener("pagehide", close);
    addEventListener("pageshow", open);
    open();
  };

  const root = document.documentElement, themes = ["auto", "light", "dark"];
  const setTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    const button = byId("theme");
    if (button) button.title = say(`html.theme-${theme}`);
  };
  const turnTheme = () => {
    const theme = themes[(themes.indexOf(root.dataset.theme || "auto") + 1) % themes.length];
    setTheme(theme);
    try { localStorage.setItem("gouji-theme", theme); } catch { /* without storage it holds for this page */ }
  };
  try { setTheme(themes.find((theme) => theme === localStorage.getItem("gouji-theme")) || "auto"); } catch { setTheme("auto"); }
  byId("theme")?.addEventListener("click", turnTheme);

  return { known, byId, every, say, make, markup, notify, post, ask, listen, turnTheme, chosen: () => null };
})();
