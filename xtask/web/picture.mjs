// The picture of the README: four figures of a report, side by side. Called by `cargo xtask web picture REPORT`, which says where packages and browser are.
import { pathToFileURL } from "node:url";
import { browse } from "./driven.mjs";

const [place, browserName, report, picture] = process.argv.slice(2);
const shown = ["Attempts to leave", "Price of passage to leave", "Arrests: what happened, official record, press", "Arrivals abroad"];
const browser = await browse(place, browserName);
const page = await browser.newPage({ viewport: { width: 1160, height: 860 }, colorScheme: "light" });
await page.goto(pathToFileURL(report).href);
const missing = await page.evaluate((shown) => {
  const figures = Array.from(document.querySelectorAll("figure"));
  const named = (name) => figures.find((figure) => figure.querySelector("h3")?.firstChild?.textContent === name);
  const grid = Object.assign(document.createElement("main"), { style: "display:grid;grid-template-columns:1fr 1fr;gap:28px 40px;padding:16px;max-width:none" });
  grid.append(...shown.map(named).filter(Boolean));
  document.body.replaceChildren(grid);
  return shown.filter((name) => !Array.from(grid.querySelectorAll("h3")).some((h3) => h3.firstChild.textContent === name));
}, shown);
await page.locator("main").screenshot({ path: picture });
await browser.close();
if (missing.length) throw new Error(`the report has no figure ${missing.join(", ")}`);
