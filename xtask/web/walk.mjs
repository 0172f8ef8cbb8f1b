// Pictures of every view, to be looked at: wide, wider, on a phone, dark, printed, and as two kinds of colour-blind eyes see it. Called by
// `cargo xtask web walk FOLDER [RESULT…]`, which says where packages, program and browser are; folders of results, a fit say, are shown as well.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { browse, ended, serve, whole } from "./driven.mjs";

const [place, program, browserName, into, ...results] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "amnok-web-"));
mkdirSync(into, { recursive: true });
const amnok = (...words) => execFileSync(program, words, { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
amnok("run", "--replicates", "8", "--quiet", "--out", "border");
amnok("compare", "--set-b", "bribe.theta=0.4", "--replicates", "4", "--set", "period.end=2020-06-30", "--quiet", "--out", "otherwise");
cpSync("scenarios/sered-line", join(home, "invented"), { recursive: true });
amnok("sweep", "invented", "--set", "period.end=2031-06-30", "--points", "96", "--quiet", "--out", "sweep");
amnok("sensitivity", "sweep");
cpSync("examples/flee", join(home, "flee"), { recursive: true });
amnok("flee", "run", "flee/input", "flee/registered", "--replicates", "4", "--quiet", "--out", "people");
const named = ["border", "otherwise", "sweep", "invented", "flee", "people", ...results.map((folder) => resolve(folder))];
const { server, address } = await serve(program, home, named);
const base = address.split("/?")[0];
const browser = await browse(place, browserName);
const page = await browser.newPage();
page.setDefaultTimeout(300_000);
await page.goto(address);
// A question, so that there is work to be seen.
await page.goto(`${base}/whatif/invented?set=attempt.leave_per_year%3D0.014&end=2031-08-31`);
await page.getByLabel("Pairs of histories").fill("3");
await page.getByRole("button", { name: "See what differs" }).click();
await page.getByRole("link", { name: "See the result" }).waitFor();
const views = ["/", "/border/border?month=24", "/tables/border?by=province", "/orders/border", "/estimates/border", "/evidence/border?search=fence",
  "/whatif/sino-korean?find=price", "/whatif/invented", "/compare?a=border&b=border", "/compared/otherwise", "/work", "/work/1", "/folder/flee", "/displacement/people",
  "/report/border", "/report/otherwise", "/report/people", "/report/sweep"];
await page.goto(base + "/");
for (const address of await page.locator(".shelf a").evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
  if (results.length && !views.some((view) => view.split("?")[0] === address) && !/^\/[^/]*\/(border|otherwise|sweep|invented|flee|people|sino-korean)$/.test(address)) views.push(address);
}
const looks = {
  wide: { width: 1440 }, wider: { width: 2560 }, phone: { width: 390 }, dark: { width: 1440, media: { colorScheme: "dark" } }, print: { width: 794, media: { media: "print" } },
  deuteranopia: { width: 1440, sight: "deuteranopia" }, protanopia: { width: 1440, sight: "protanopia" },
};
const only = process.env.LOOK, chosen = process.env.VIEW;
for (const [look, { width, media, sight }] of Object.entries(looks).filter(([look]) => !only || only.split(",").includes(look))) {
  await page.setViewportSize({ width, height: 1000 });
  await page.emulateMedia({ media: null, colorScheme: "light", ...media });
  // A session of its own only where it is needed: it forgets the medium.
  const session = sight && (await page.context().newCDPSession(page));
  if (session) await session.send("Emulation.setEmulatedVisionDeficiency", { type: sight });
  for (const view of views.filter((view) => !chosen || view.includes(chosen))) {
    await page.goto(base + view);
    await whole(page);
    const name = view.split("?")[0].replaceAll("/", "-").slice(1) || "home";
    await page.screenshot({ path: join(into, `${name}.${look}.png`), clip: { x: 0, y: 0, width, height: 3200 }, fullPage: true });
  }
  if (session) await session.detach();
}
await browser.close();
await ended(server);
rmSync(home, { recursive: true, force: true });
