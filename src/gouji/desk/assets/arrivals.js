"use strict";
// Documents that come, dropped or chosen, files or folders: they are sent one by one, and what is not taken in is told.
(() => {
  const { every, say, notify, post } = desk;
  const LEFT = "gouji-refused";

  // Sends files to the workspace at `base`; what happens is `told`, `refused` and `took`; the button `stop` ends it.
  desk.send = async (base, files, { told, refused, took, stop }) => {
    const stopped = new AbortController(), abort = () => stopped.abort(), limit = say("desk.limit-mib");
    stop.addEventListener("click", abort);
    let done = 0;
    try {
      for (const { file, name } of files) {
        told(say("desk.uploading", { done: done + 1, all: files.length, name }), done / files.length);
        done += 1;
        if (file.size > Number(limit) * 1048576) { refused(name, say("desk.too-large", { limit })); continue; }
        const answer = await post(`${base}/files?name=${encodeURIComponent(name)}`, file, { raw: true, signal: stopped.signal });
        if (!answer.ok) refused(name, answer.told.error);
        else { answer.told.refused.forEach((each) => refused(each.name, each.why)); took(answer.told.documents); }
      }
    } catch (error) {
      if (error.name === "AbortError") notify(say("desk.stopped"));
    } finally {
      stop.removeEventListener("click", abort);
    }
  };

  const junk = (name) => /(^|\/)(\.|~\$|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i.test(name);
  const given = (list) => [...list].map((file) => ({ file, name: file.webkitRelativePath || file.name })).filter(({ name }) => !junk(name));
  const read = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  const walk = async (entry, found) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ file, name: entry.fullPath.replace(/^\//, "") });
    } else {
      const reader = entry.createReader();
      for (let some = await read(reader); some.length; some = await read(reader)) for (const each of some) await walk(each, found);
    }
  };
  const dropped = async (transfer) => {
    // The items are gone once this function has waited for anything.
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean), files = given(transfer.files);
    if (!entries.some((entry) => entry.isDirectory)) return files;
    notify(say("desk.reading-folder"));
    const found = [];
    for (const entry of entries) await walk(entry, found);
    return found.filter(({ name }) => !junk(name));
  };

  // Anywhere on a page: a file that misses the place to drop it on must not open in place of the page.
  desk.takeIn = (place, upload) => {
    addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); place.classList.add("over"); } });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) place.classList.remove("over"); });
    addEventListener("drop", async (event) => { event.preventDefault(); place.classList.remove("over"); upload(await dropped(event.dataTransfer)); });
    every("#files, #folder").forEach((input) => input.addEventListener("change", () => { upload(given(input.files)); input.value = ""; }));
  };

  // What was not taken in on one page is shown on the next.
  desk.leave = (refused) => { try { if (refused.length) sessionStorage.setItem(LEFT, JSON.stringify(refused)); } catch { /* without storage it is not shown */ } };
  desk.leftOver = () => {
    try {
      const left = JSON.parse(sessionStorage.getItem(LEFT) || "[]");
      sessionStorage.removeItem(LEFT);
      return left;
    } catch { return []; }
  };
})();
