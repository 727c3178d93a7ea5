"use strict";
// Filters, movement and light or dark. The text is all in the page: nothing here makes markup of it.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("js");

  const rows = Array.from(document.querySelectorAll(".e"), (row) => ({
    row,
    block: row.closest(".b"),
    link: row.querySelector(".n"),
    again: row.classList.contains("again"),
    rules: (row.dataset.r || "").split(" "),
    terms: (row.dataset.m || "").split(" "),
    text: null,
  }));
  const wants = { d: "d", n: "new", f: "f", c: "changed" };
  const total = rows.filter((one) => !one.again).length;
  const count = byId("count");
  const find = byId("find");
  const chips = Array.from(document.querySelectorAll(".chips button"));
  const rule = byId("rule");
  const term = byId("term");
  const clear = byId("clear");
  let shown = rows;
  let current = null;

  // ---- filters
  const textOf = (one) => {
    if (one.text === null) {
      const parts = one.row.querySelectorAll(".s, .t");
      one.text = Array.from(parts, (part) => part.textContent).join("\n").toLowerCase();
    }
    return one.text;
  };

  const filter = () => {
    const pressed = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => wants[chip.dataset.f]);
    const sought = find.value.trim().toLowerCase();
    const byRule = rule ? rule.value : "";
    const byTerm = term ? term.value : "";
    const filtered = pressed.length > 0 || sought !== "" || byRule !== "" || byTerm !== "";
    const matches = (one) =>
      (pressed.length === 0 || pressed.some((name) => one.row.classList.contains(name))) &&
      (byRule === "" || one.rules.includes(byRule)) &&
      (byTerm === "" || one.terms.includes(byTerm)) &&
      (sought === "" || textOf(one).includes(sought));
    shown = filtered ? rows.filter(matches) : rows;
    const kept = new Set(shown);
    const blocks = new Set(shown.map((one) => one.block));
    for (const one of rows) one.row.classList.toggle("off", !kept.has(one));
    for (const block of document.querySelectorAll(".b")) block.classList.toggle("off", filtered && !blocks.has(block));
    for (const rest of document.querySelectorAll(".left-over")) rest.classList.toggle("off", filtered);
    for (const sheet of document.querySelectorAll(".sheet")) {
      sheet.classList.toggle("off", filtered && sheet.querySelector(".b:not(.off)") === null);
    }
    const left = shown.filter((one) => !one.again).length;
    count.textContent = filtered ? `[[${left.toLocaleString("en")} of ${total.toLocaleString("en")} entries]]` : `[[${total.toLocaleString("en")} entries]]`;
    byId("nothing").hidden = shown.length > 0;
    clear.hidden = !filtered;
    if (filtered && current && !kept.has(current)) mark(null);
  };

  const reset = () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    find.value = "";
    if (rule) rule.value = "";
    if (term) term.value = "";
    filter();
    if (current) reveal(current);
  };

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
      filter();
    });
  }
  for (const choice of [rule, term]) if (choice) choice.addEventListener("change", filter);
  let later = 0;
  find.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(filter, 80);
  });
  document.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".tools").addEventListener("reset", (event) => {
    event.preventDefault();
    reset();
  });

  // ---- movement
  const mark = (one) => {
    if (current) {
      current.row.classList.remove("cur");
      current.link.tabIndex = -1;
    }
    current = one;
    if (one) {
      one.row.classList.add("cur");
      one.link.tabIndex = 0;
    }
  };

  const reveal = (one) => {
    one.link.focus({ preventScroll: true });
    one.link.scrollIntoView({ block: "nearest" });
  };

  const go = (one) => {
    if (!one) return;
    mark(one);
    reveal(one);
  };

  const attention = (one) => !one.again && ["d", "new", "f"].some((name) => one.row.classList.contains(name));

  const step = (direction, wanted) => {
    const from = current ? shown.indexOf(current) : -1;
    let at = from === -1 ? (direction > 0 ? 0 : shown.length - 1) : from + direction;
    while (at >= 0 && at < shown.length && !wanted(shown[at])) at += direction;
    go(shown[at]);
  };

  const keys = {
    j: () => step(1, () => true),
    k: () => step(-1, () => true),
    n: () => step(1, attention),
    p: () => step(-1, attention),
    g: () => go(shown[0]),
    G: () => go(shown[shown.length - 1]),
    "/": () => find.focus(),
    "?": () => help(),
    t: () => theme(),
    1: () => press(0),
    2: () => press(1),
    3: () => press(2),
    4: () => press(3),
    Escape: () => reset(),
  };
  const press = (index) => chips[index] && !chips[index].disabled && chips[index].click();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (typing && event.key !== "Escape") return;
    const does = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!does) return;
    event.preventDefault();
    if (typing) event.target.blur();
    does();
  });

  const oneOf = new Map(rows.map((one) => [one.row, one]));
  byId("text").addEventListener("click", (event) => {
    const row = event.target.closest(".e");
    if (!row || String(getSelection()) !== "") return;
    mark(oneOf.get(row));
    const hit = event.target.closest("mark.m");
    if (hit && term && hit.dataset.m) {
      term.value = term.value === hit.dataset.m ? "" : hit.dataset.m;
      filter();
      reveal(current);
    }
  });
  if (rows.length > 0) rows[0].link.tabIndex = 0;

  // ---- what belongs together in source and translation
  let hot = [];
  byId("text").addEventListener("mouseover", (event) => {
    for (const one of hot) one.classList.remove("hot");
    hot = [];
    const hit = event.target.closest("mark[data-l]");
    if (!hit) return;
    hot = Array.from(hit.closest(".e").querySelectorAll("mark[data-l]")).filter((one) => one.dataset.l === hit.dataset.l);
    for (const one of hot) one.classList.add("hot");
  });

  // ---- the map, the contents, help, light or dark
  byId("map").addEventListener("click", (event) => {
    const box = byId("map").getBoundingClientRect();
    const at = Math.floor(((event.clientY - box.top) / box.height) * rows.length);
    const wanted = rows[Math.min(Math.max(at, 0), rows.length - 1)];
    if (wanted && !shown.includes(wanted)) reset();
    go(wanted);
    if (wanted) wanted.link.scrollIntoView({ block: "center" });
  });

  const outline = byId("outline");
  const contents = byId("contents");
  const openContents = (open) => {
    outline.classList.toggle("open", open);
    contents.setAttribute("aria-expanded", String(open));
  };
  contents.addEventListener("click", () => openContents(!outline.classList.contains("open")));
  outline.addEventListener("click", (event) => {
    if (event.target.closest("a")) {
      openContents(false);
      if (shown !== rows) reset();
    }
  });

  const help = () => byId("keys").showModal();
  byId("help").addEventListener("click", help);

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => {
    const now = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("yigao-theme", root.dataset.theme);
    } catch {
      // a browser that keeps nothing
    }
  };
  byId("theme").addEventListener("click", theme);
  try {
    const kept = localStorage.getItem("yigao-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch {
    // likewise
  }

  const linked = () => {
    const row = /^#e\d+$/.test(location.hash) ? byId(location.hash.slice(1)) : null;
    if (!row) return;
    const one = oneOf.get(row);
    if (!shown.includes(one)) reset();
    go(one);
  };
  addEventListener("hashchange", linked);
  linked();
})();
