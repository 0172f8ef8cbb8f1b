// Gives every figure of a page away: its drawing as it is seen, and its numbers as a table. Without it a page is whole, and numbers are read by pointing.
"use strict";
(() => {
  const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "font-size", "font-family", "font-weight", "text-anchor"];

  // The drawing with its looks in it: what differs from the part above it.
  const dressed = (svg) => {
    const copy = svg.cloneNode(true), [, , width, height] = svg.getAttribute("viewBox").split(" ");
    const dress = (part, like, above) => {
      const style = getComputedStyle(part), before = above && getComputedStyle(above);
      for (const look of LOOKS) {
        const value = style.getPropertyValue(look);
        if (!before || value !== before.getPropertyValue(look)) like.setAttribute(look, value);
      }
      Array.from(part.children).forEach((child, place) => { if (child.tagName !== "title") dress(child, like.children[place], part); });
    };
    dress(svg, copy, null);
    const paper = document.createElementNS(svg.namespaceURI, "rect");
    for (const [name, value] of Object.entries({ width, height, fill: getComputedStyle(document.body).backgroundColor })) paper.setAttribute(name, value);
    copy.prepend(paper);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    return new XMLSerializer().serializeToString(copy);
  };

  // What is said where one points, a row each: what it is of, then its numbers by their names.
  const rows = (svg) => Array.from(svg.querySelectorAll("g:not(.order) > title, rect > title, path > title, circle > title"), (title) => {
    const lines = title.textContent.split("\n");
    const pairs = lines.map((line) => { const at = line.lastIndexOf(": "); return at < 0 ? ["", line] : [line.slice(0, at), line.slice(at + 2)]; });
    return lines.length === 1 ? { of: pairs[0][0] || lines[0], values: [["", pairs[0][0] ? pairs[0][1] : ""]] } : { of: lines[0], values: pairs.slice(1) };
  });
  const table = (all) => {
    const made = document.createElement("table"), names = [...new Set(all.flatMap((row) => row.values.map(([name]) => name)))];
    const cell = (line, kind, text) => { const one = document.createElement(kind); one.textContent = text; line.append(one); };
    const head = made.createTHead().insertRow(), body = made.createTBody();
    for (const name of ["", ...names]) cell(head, "th", name);
    for (const row of all) {
      const line = body.insertRow();
      cell(line, "th", row.of);
      for (const name of names) cell(line, "td", (row.values.find(([known]) => known === name) || ["", ""])[1]);
    }
    return made;
  };

  const give = (figure) => {
    const svg = figure.querySelector("svg[viewBox]"), heading = figure.querySelector("h3");
    if (!svg || !heading || figure.querySelector("p.downloads")) return;
    const name = heading.firstChild.textContent, given = document.createElement("p"), link = document.createElement("a");
    given.className = "downloads";
    link.textContent = "SVG";
    link.href = "#";
    link.download = name.toLowerCase().replace(/[^a-z0-9]+/g, "-") + ".svg";
    link.setAttribute("aria-label", `${name} as SVG`);
    link.addEventListener("click", () => { link.href = URL.createObjectURL(new Blob([dressed(svg)], { type: "image/svg+xml" })); });
    given.append(link);
    figure.append(given);
    const all = rows(svg);
    if (all.length < 2) return;
    const details = document.createElement("details"), summary = document.createElement("summary"), box = document.createElement("div");
    summary.textContent = "As a table";
    summary.setAttribute("aria-label", `${name} as a table`);
    Object.assign(box, { className: "scroll tall", tabIndex: 0 });
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", `${name}, table`);
    details.append(summary, box);
    // Made when it is asked for: a page has thousands of rows.
    details.addEventListener("toggle", () => { if (!box.firstChild) box.append(table(all)); });
    figure.append(details);
  };
  const all = (within) => within.querySelectorAll("figure").forEach(give);
  all(document.querySelector("main") || document);
  // What a page shows anew has figures as well.
  document.addEventListener("shown", (event) => all(event.target));
})();
