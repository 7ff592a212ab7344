"use strict";
// The overview: documents that are dropped go up one by one, rows change as the server tells, sorting and filtering happen here.
(() => {
  const { known, byId, every, say, make, markup, notify, post, ask, listen, send, takeIn, leftOver } = desk;
  const body = byId("rows"), drop = byId("drop"), filter = byId("filter"), stateFilter = byId("state"), all = byId("every");
  const rows = () => [...body.rows];
  const picked = () => every("input:checked", body).map((box) => Number(box.value));
  desk.chosen = () => (picked().length ? picked() : null);
  let code = null;

  // --- sorting and filtering ---

  let order = { column: null, down: false };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const worst = (row) => row.dataset.worst.split(" ").map(Number);
  const byWorst = (one, other) => {
    const [a, b] = [worst(one), worst(other)], at = a.findIndex((part, place) => part !== b[place]);
    return at < 0 ? 0 : a[at] - b[at];
  };
  const value = (row, column) => row.cells[column].dataset.v ?? row.cells[column].textContent;
  const compare = (one, other) => {
    if (order.column === null) return byWorst(one, other);
    const [a, b] = [value(one, order.column), value(other, order.column)];
    const numbers = order.kind === "number" ? (parseFloat(a) || 0) - (parseFloat(b) || 0) : collator.compare(a, b);
    return (order.down ? -numbers : numbers) || byWorst(one, other);
  };
  const sort = () => {
    const sorted = rows().sort(compare);
    if (sorted.some((row, place) => body.rows[place] !== row)) body.append(...sorted);
  };
  every("th [data-sort]").forEach((button) => button.addEventListener("click", () => {
    const column = Number(button.dataset.sort), down = button.dataset.kind === "number";
    if (order.column !== column) order = { column, down, kind: button.dataset.kind };
    else if (order.down === down) order = { ...order, down: !down };
    else order = { column: null, down: false };
    every("th[aria-sort]").forEach((head) => head.removeAttribute("aria-sort"));
    if (order.column !== null) button.parentElement.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sort();
  }));
  const narrow = () => {
    const words = filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows()) {
      const text = words.length ? `${row.textContent} ${row.dataset.codes}`.toLowerCase() : "";
      const passes = words.every((word) => text.includes(word)) && (!stateFilter.value || row.dataset.state === stateFilter.value)
        && (!code || row.dataset.codes.split(" ").includes(code));
      row.hidden = !passes;
      if (!passes) row.querySelector("input").checked = false;
      shown += passes;
    }
    count(shown);
  };
  const count = (shown = rows().filter((row) => !row.hidden).length) => {
    const ids = picked(), total = rows().length;
    const told = [shown < total ? say("desk.shown", { shown, all: total }) : "", ids.length ? say("desk.selected", { count: ids.length }) : ""];
    byId("count").textContent = told.filter(Boolean).join(" · ");
    every("#export .whose").forEach((line) => { line.textContent = ids.length ? say("desk.selected", { count: ids.length }) : say("desk.shown", { shown: total, all: total }); });
    const states = new Set(ids.map((id) => body.querySelector(`tr[data-id="${id}"]`).dataset.state));
    const grouped = ids.some((id) => body.querySelector(`tr[data-id="${id}"] .dossier`));
    byId("retry").disabled = !ids.length;
    byId("cancel").disabled = !(states.has("waiting") || states.has("checking"));
    byId("group").disabled = ids.length < 2;
    byId("ungroup").disabled = !grouped;
    byId("compare").disabled = ids.length !== 2 || states.has("waiting") || states.has("checking") || states.has("failed");
    byId("remove").disabled = !ids.length;
    all.checked = ids.length > 0 && ids.length === shown;
    all.indeterminate = ids.length > 0 && ids.length < shown;
  };
  filter.addEventListener("input", narrow);
  stateFilter.addEventListener("change", narrow);
  let last = null;
  body.addEventListener("click", (event) => {
    const box = event.target.closest("input[type=checkbox]");
    if (!box) return;
    if (event.shiftKey && last?.isConnected) {
      const visible = rows().filter((row) => !row.hidden), [from, to] = [last.closest("tr"), box.closest("tr")].map((row) => visible.indexOf(row));
      visible.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((row) => { row.querySelector("input").checked = box.checked; });
    }
    last = box;
    count();
  });
  all.addEventListener("change", () => {
    rows().forEach((row) => { row.querySelector("input").checked = all.checked && !row.hidden; });
    count();
  });
  byId("chart").addEventListener("click", (event) => {
    const bar = event.target.closest("[data-code]");
    if (!bar) return;
    code = code === bar.dataset.code ? null : bar.dataset.code;
    pressed();
    narrow();
  });
  const pressed = () => every("#chart [data-code]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.code === code)));

  // --- what the server tells ---

  const place = (told, wanted) => {
    for (const id of new Set([...wanted.map(String), ...Object.keys(told.rows)])) {
      const old = body.querySelector(`tr[data-id="${id}"]`), text = told.rows[id];
      if (!text) { old?.remove(); continue; }
      const fresh = markup(`<table><tbody>${text}</tbody></table>`).querySelector("tr");
      if (!old) { body.append(fresh); continue; }
      fresh.querySelector("input").checked = old.querySelector("input").checked;
      old.replaceWith(fresh);
    }
    byId("totals").replaceWith(markup(told.totals));
    byId("chart").replaceChildren(markup(told.chart));
    byId("force").replaceWith(markup(told.force));
    every(".sums, #documents").forEach((section) => { section.hidden = !rows().length; });
    drop.classList.toggle("small", rows().length > 0);
    pressed();
    sort();
    narrow();
    progress();
  };
  let wanted = new Set(), asking = false;
  const fetchRows = async () => {
    if (asking || !wanted.size) return;
    asking = true;
    const now = [...wanted].slice(0, 1000);
    now.forEach((id) => wanted.delete(id));
    try {
      const answer = await fetch(`${known.base}/rows?ids=${now.join(",")}`);
      if (answer.ok) place(await answer.json(), now);
    } finally {
      asking = false;
      if (wanted.size) fetchRows();
    }
  };
  const want = (ids) => { ids.forEach((id) => wanted.add(id)); fetchRows(); };
  const catchUp = async () => {
    const answer = await fetch(`${known.base}/rows?ids=all`);
    if (answer.ok) place(await answer.json(), rows().map((row) => row.dataset.id));
  };
  listen((told) => want(told.documents), catchUp);

  let batch = 0;  // documents that are being checked since the bar was last full
  const progress = () => {
    const { busy } = byId("totals").dataset, left = Number(busy);
    if (uploading) return;
    batch = left ? Math.max(batch, left) : 0;
    byId("progress").hidden = !left;
    byId("stop").hidden = true;
    if (left) told(say("desk.checking-of", { done: batch - left, all: batch }), (batch - left) / batch);
  };
  const told = (text, share) => {
    byId("told").textContent = text;
    const bar = byId("progress").querySelector("i");
    bar.style.width = `${Math.round(share * 100)}%`;  // set by the script itself, which the policy allows
  };

  // --- documents that come ---

  let uploading = false;
  const refused = (name, why) => {
    byId("refused").hidden = false;
    const line = make("li");
    line.append(make("b", "", name), " ", make("span", "", why));
    byId("refused").append(line);
  };
  const upload = async (files) => {
    if (!files.length || uploading) return;
    uploading = true;
    byId("refused").replaceChildren();
    byId("refused").hidden = true;
    byId("progress").hidden = false;
    byId("stop").hidden = false;
    await send(known.base, files, { told, refused, took: want, stop: byId("stop") });
    uploading = false;
    progress();
  };
  takeIn(drop, upload);
  leftOver().forEach(({ name, why }) => refused(name, why));

  // --- what is done with those that are picked ---

  const act = async (what, value = {}) => {
    const { ok, told: answer } = await post(`${known.base}/${what}`, { ids: picked(), ...value });
    if (!ok) notify(answer.error, "error");
  };
  byId("retry").addEventListener("click", () => act("retry"));
  drop.addEventListener("click", (event) => {
    const again = event.target.closest("#again");
    if (again) act("retry", { ids: again.dataset.ids.split(" ").map(Number) });
  });
  byId("cancel").addEventListener("click", () => act("cancel"));
  byId("ungroup").addEventListener("click", () => act("group", { name: null }));
  byId("group").addEventListener("click", async () => {
    const first = body.querySelector("input:checked")?.closest("tr").querySelector(".unit").textContent;
    const name = await ask(say("desk.dossier"), { field: first || say("desk.dossier-name") });
    if (name !== null) act("group", { name: name || say("desk.dossier-name") });
  });
  byId("remove").addEventListener("click", async () => {
    if (await ask(say("desk.remove-sure", { count: picked().length }), { yes: say("desk.remove"), danger: true })) act("remove");
  });
  byId("compare").addEventListener("click", () => {
    const [old, fresh] = picked().sort((one, other) => one - other);
    location.href = `${known.base}/compare?old=${old}&new=${fresh}`;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches("input, select, textarea")) { event.preventDefault(); filter.focus(); }
  });
  narrow();
  progress();
  // A thousand rows take a second to lay out, and nobody sees more than some dozens at first.
  const later = byId("later");
  if (later) requestAnimationFrame(() => setTimeout(() => { body.append(later.content); later.remove(); sort(); narrow(); }));
})();
