"use strict";
(() => {
  const { byId, every, say, post, ask, notify, send, takeIn, leave } = desk;
  const created = async () => {
    const { ok, told } = await post("/workspaces", { name: byId("name").value });
    if (!ok) notify(told.error, "error");
    return ok ? told.address : null;
  };
  byId("make").addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = await created();
    if (address) location.href = address;
  });
  // Reports dropped here make a workspace of their own.
  let busy = false;
  const told = (text, share) => {
    byId("progress").hidden = false;
    byId("told").textContent = text;
    byId("progress").querySelector("i").style.width = `${Math.round(share * 100)}%`;
  };
  takeIn(byId("welcome"), async (files) => {
    if (busy || !files.length) return;
    busy = true;
    const address = await created(), refused = [];
    if (address) {
      await send(address, files, { told, refused: (name, why) => refused.push({ name, why }), took: () => {}, stop: byId("stop") });
      leave(refused);
      location.href = address;
    }
    busy = false;
  });
  for (const shelf of every(".shelves li")) {
    const { address, name } = shelf.dataset;
    shelf.querySelector(".rename").addEventListener("click", async () => {
      const given = await ask(say("desk.new-name"), { field: name, yes: say("desk.rename") });
      if (given !== null) { await post(`${address}/rename`, { name: given }); location.reload(); }
    });
    shelf.querySelector(".delete").addEventListener("click", async () => {
      if (await ask(say("desk.delete-sure", { name }), { yes: say("desk.delete"), danger: true })) { await post(`${address}/delete`, {}); location.reload(); }
    });
  }
})();
