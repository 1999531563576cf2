
"use strict";
// Leaves of the lists the rows in which every word searched for begins a word, marks and case aside, as the program
// itself compares: "don doc" finds "Đôn đốc". Pages without lists of their own lead to the one of all tasks.
(() => {
  const box = document.querySelector(".search");
  const input = document.getElementById("search");
  const found = document.getElementById("found");
  const words = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐðÐ]/g, "d").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const rows = [...document.querySelectorAll("tbody > tr:not(.head)")].map((row) => {
    const text = [...row.cells].map((cell) => cell.textContent).join(" ");
    return { row, text: ` ${words(text).join(" ")} ` };
  });
  const bodies = [...document.querySelectorAll("tbody")];

  const search = () => {
    const wanted = words(input.value);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((word) => text.includes(` ${word}`));
      shown += !row.hidden;
    }
    for (const body of bodies) body.hidden = wanted.length > 0 && [...body.rows].every((row) => row.hidden || row.classList.contains("head"));
    found.textContent = wanted.length ? box.dataset.found.replace("{found}", shown).replace("{all}", rows.length) : "";
  };

  box.hidden = false;
  const all = box.dataset.all;
  if (all) {
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") location.href = `${all}#q=${encodeURIComponent(input.value)}`;
    });
    return;
  }
  const asked = () => {
    const given = /^#q=(.*)$/.exec(location.hash);
    if (given) {
      try {
        input.value = decodeURIComponent(given[1]);
      } catch {
        input.value = "";
      }
    }
    search();
  };
  input.addEventListener("input", search);
  addEventListener("hashchange", asked);
  asked();
})();
