"use strict";
(() => {
  const { byId, every, say, post, ask, notify } = desk;
  byId("make").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { ok, told } = await post("/workspaces", { name: byId("name").value });
    if (ok) location.href = told.address; else notify(told.error, "error");
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
