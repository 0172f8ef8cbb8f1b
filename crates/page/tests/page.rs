//! The page is one file, whole, small, and says what it is told as text.

mod common;

use amnok_model::record::rows::Rows;
use amnok_page::{report, report_sections};

#[test]
fn page_is_whole_small_and_asks_nothing_of_the_network() {
    let inputs = common::inputs(26, 2192);
    let rows: Vec<_> = (0..3)
        .map(|replicate| (replicate, common::rows(&inputs, replicate)))
        .collect();
    let page = report(&common::view(&inputs), &rows);
    assert!(page.len() < 6_000_000, "{} bytes", page.len());
    assert_eq!(
        page,
        report(&common::view(&inputs), &rows),
        "the same rows give the same page"
    );
    for (section, title) in report_sections() {
        let begins = format!("<section id=\"{section}\"><h2>{title}</h2>");
        assert!(page.contains(&begins), "no section {section}");
        assert!(page.contains(&format!("href=\"#{section}\"")), "no link to {section}");
    }
    let page = common::script::without_script(&page);
    for word in [
        "src=",
        "<script",
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(",
        "href=\"http",
        "xlink",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("forecast"));
    assert!(
        !page.contains("NaN") && !page.contains("inf\""),
        "a number that is none"
    );
}

/// `arrivals-mou` stood for who counted, and `New-fence` for what: names of files.
#[test]
fn series_and_sources_are_named_in_words_and_lead_to_their_claims() {
    let inputs = common::inputs(3, 90);
    let mut view = common::view(&inputs);
    view.observed[0].name = "new-fence".to_string();
    view.values[0].basis = "claim-2".to_string();
    let page = report(&view, &[(0, common::rows(&inputs, 0))]);
    assert!(
        page.contains("<h3>length of fence built")
            && !page.contains("<h3>New-fence")
            && !page.contains("<h3>new-fence")
    );
    for claim in ["claim-1", "claim-2"] {
        let link = format!("<a href=\"#claim-{claim}\">Outlet &quot;North&quot;, 2020-08</a> (B2)");
        assert!(
            page.contains(&link) && page.contains(&format!("<tr id=\"claim-{claim}\">")),
            "{claim}"
        );
    }
}

#[test]
fn what_is_told_is_escaped() {
    let inputs = common::inputs(3, 90);
    let page = report(&common::view(&inputs), &[(0, common::rows(&inputs, 0))]);
    assert!(page.contains("&lt;b&gt;County &amp; Co&lt;/b&gt;") && !page.contains("<b>County"));
    assert!(page.contains("A made-up border &lt;2019&gt;"));
    assert!(page.contains("&lt;script&gt;") && page.contains("A title &lt;i&gt;with&lt;/i&gt; marks"));
}

#[test]
fn no_rows_or_foreign_rows_still_make_a_page() {
    let inputs = common::inputs(2, 40);
    let view = common::view(&inputs);
    assert!(report(&view, &[]).contains("has left no rows"));
    let foreign = Rows {
        day: vec![9_999_999, 0, 0],
        county: vec![0, 999, 0],
        measure: vec![0, 0, 250],
        activity: vec![0, 0, 9],
        stratum: vec![0, 0, 9],
        force: vec![255, 255, 200],
        reported_by: vec![255, 255, 9],
        value: vec![1.0, f64::NAN, 2.0],
    };
    let page = report(&view, &[(0, foreign)]);
    assert!(page.contains("</html>") && !page.contains("NaN"));
    let mut empty = common::inputs(0, 0);
    empty.forces.clear();
    assert!(report(&common::view(&empty), &[(0, Rows::default())]).contains("</html>"));
}
