//! A whole page around what stands in it: one file that asks nothing of the network.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of every page and figure.
pub const STYLE: &str = include_str!("style.css");

/// The script that gives the figures of a page away; a page is whole without it.
pub const SCRIPT: &str = include_str!("figures.js");

/// A whole page around what stands in it.
pub fn document(title: &str, version: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(format!("amnok {version}"));
                title { (title) " – Amnok" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main { (body) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// A page of this crate with its script at an address instead, for servers that allow none within a page.
pub fn with_script_at(page: &str, address: &str) -> String {
    let within = format!("<script>{SCRIPT}</script>");
    page.replace(&within, &format!("<script src=\"{address}\" defer></script>"))
}

/// What stands in a page of this crate, between the tags of its main part.
pub fn body_of(page: &str) -> Option<&str> {
    let (_, body) = page.split_once("<main>")?;
    Some(body.rsplit_once("</main>")?.0)
}

/// A section of a page of this crate by its id: its heading, and what stands below it.
pub fn section_of<'a>(page: &'a str, id: &str) -> Option<(&'a str, &'a str)> {
    let (_, section) = page.split_once(&format!("<section id=\"{id}\"><h2>"))?;
    section.split_once("</section>")?.0.split_once("</h2>")
}

/// The rules of figures in the style sheet with the colours of light paper in place of their names, for figures by themselves.
pub fn light_style() -> String {
    let sheet = STYLE;
    let named = |name: &str| -> Option<&'static str> {
        let (_, rest) = sheet.split_once(&format!("--{name}:"))?;
        rest.split([';', '}']).next()
    };
    let mut style =
        String::from("text{font-family:sans-serif;font-size:12px;fill:#1c2430}text.small{font-size:10.5px}");
    let figures = sheet
        .lines()
        .filter(|line| !line.contains("@media") && !line.starts_with([':', '-']));
    for rule in figures
        .flat_map(|line| line.split_inclusive('}'))
        .filter(|rule| !rule.contains("font:"))
    {
        let mut parts = rule.split("var(--");
        style += parts.next().unwrap_or_default();
        for part in parts {
            let (name, rest) = part.split_once(')').unwrap_or((part, ""));
            style += named(name).unwrap_or("#000");
            style += rest;
        }
    }
    style
}

/// How a version is cited, in the words of CITATION.cff.
pub fn cite(version: &str) -> String {
    format!(
        "The maintainers of Amnok (2026). Amnok: a simulator of a closed border and of the people who live along it \
         (version {version}) [software]."
    )
}

/// Links to sections, by id and title.
pub fn contents<F>(list: &[(&str, &str, F)]) -> Markup {
    html! { nav aria-label="Contents" { @for (id, title, _) in list { a href=(format!("#{id}")) { (title) } } } }
}

/// The sections of a list, each made from `of` by its function.
pub fn sections<T>(list: &[(&str, &str, impl Fn(&T) -> Markup)], of: &T) -> Markup {
    html! { @for (id, title, make) in list { section id=(id) { h2 { (title) } (make(of)) } } }
}
