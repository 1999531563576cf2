
"use strict";
// Sorts a table by the heading that is pressed: upwards, downwards, then as it was. Rows stay under their head line.
(() => {
  const order = new Intl.Collator("vi", { numeric: true });
  const figure = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

  const compared = (a, b) => {
    if (a.key !== undefined && b.key !== undefined) {
      const numbers = figure.test(a.key) && figure.test(b.key);
      return numbers ? Number(a.key) - Number(b.key) : a.key < b.key ? -1 : Number(a.key > b.key);
    }
    if (a.key === undefined && b.key === undefined) return order.compare(a.text, b.text);
    return a.key === undefined ? 1 : -1;
  };

  const sort = (table, heading, way) => {
    const column = heading.cellIndex;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    if (way) heading.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains("head"));
      const known = rows.map((row) => {
        const cell = row.cells[column];
        const text = cell.textContent.trim();
        return { row, at: Number(row.dataset.at), key: cell.dataset.sort, text, none: text === "" || text === "–" };
      });
      // What is empty stays last in both ways.
      known.sort((a, b) => (way ? a.none - b.none || way * compared(a, b) : 0) || a.at - b.at);
      body.append(...known.map((one) => one.row));
    }
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const body of table.tBodies) [...body.rows].forEach((row, at) => (row.dataset.at = at));
    for (const heading of table.tHead.rows[0].cells) {
      if (!heading.textContent.trim()) continue;
      // No true button: browsers do not print one again where the heading is repeated on the next page.
      const button = document.createElement("span");
      button.className = "sort";
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.title = table.dataset.sortHint;
      button.append(...heading.childNodes);
      heading.append(button);
      const press = () => {
        const now = heading.getAttribute("aria-sort");
        sort(table, heading, now === "ascending" ? -1 : now === "descending" ? 0 : 1);
      };
      button.addEventListener("click", press);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        press();
      });
    }
  }
})();
