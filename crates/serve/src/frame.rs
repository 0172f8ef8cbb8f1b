//! What stands around every page.

use amnok_page::STYLE;
use maud::{DOCTYPE, Markup, html};

/// Style of what is only on pages that are served.
const OWN: &str = include_str!("style.css");
/// The one script. Reading works without it.
pub const SCRIPT: &str = include_str!("script.js");

/// Where the script is that gives figures away, of reports and of pages that are served.
pub const FIGURES_AT: &str = "/figures.js";

/// The style of all pages.
pub fn style() -> String {
    format!("{STYLE}{OWN}")
}

/// Where a page stands: the thing that it is about, and which of its views.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Title of the thing.
    pub of: String,
    /// Views of the thing: address, name.
    pub views: Vec<(String, &'static str)>,
    /// Name of the view that is shown.
    pub view: &'static str,
}

/// A whole page.
pub fn frame(title: &str, place: &Place, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Amnok" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/style.css";
                script src="/script.js" defer {}
                script src=(FIGURES_AT) defer {}
            }
            body {
                a.skip href="#main" { "Skip to what this page shows" }
                header.top {
                    nav aria-label="Amnok" {
                        a.home href="/" { "Amnok" }
                        a href="/" aria-current=[(place.view == "home").then_some("page")] { "Everything here" }
                        a href="/compare" aria-current=[(place.view == "compare").then_some("page")] { "Compare" }
                        a href="/work" aria-current=[(place.view == "work").then_some("page")] { "Work" span #working aria-live="polite" {} }
                    }
                    @if !place.views.is_empty() {
                        nav.views aria-label="Views" {
                            span.of { (place.of) }
                            @for (address, name) in &place.views {
                                a href=(address) aria-current=[(place.view == *name).then_some("page")] { (name) }
                            }
                        }
                    }
                }
                main #main tabindex="-1" { (body) }
                footer {
                    p {
                        "Made on this machine by Amnok " (env!("CARGO_PKG_VERSION")) "; nothing leaves it. Numbers are what follows if the "
                        "assumptions hold; estimates, as far as the rules of the model are right. No place finer than a county, and no advice on routes."
                    }
                }
            }
        }
    };
    page.into_string()
}

/// Links to what is seen as files.
pub fn downloads(address: &str, forms: &[&str]) -> Markup {
    let joined = if address.contains('?') { "&" } else { "?" };
    html! {
        p.downloads { "Take it with you: "
            @for form in forms { a href=(format!("{address}{joined}as={form}")) download { (called(form)) } " " }
        }
    }
}

/// The name of a format as people write it.
fn called(form: &str) -> String {
    match form {
        "geojson" => "GeoJSON".to_owned(),
        other => other.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It stood there as GEOJSON.
    #[test]
    fn formats_are_called_as_people_write_them() {
        let said = downloads("/border/a?month=1", &["csv", "geojson"]).into_string();
        assert!(
            said.contains("&amp;as=geojson\" download>GeoJSON<") && said.contains(">CSV<"),
            "{said}"
        );
    }

    #[test]
    fn script_and_style_are_small_and_fetch_nothing_from_elsewhere() {
        let all = format!("{}{SCRIPT}{}", style(), amnok_page::SCRIPT);
        assert!(all.len() <= 60_000, "{} bytes", all.len());
        assert!(
            !all.contains("http:") && !all.contains("https:") && !all.contains("//cdn") && !all.contains("@import")
        );
    }
}
