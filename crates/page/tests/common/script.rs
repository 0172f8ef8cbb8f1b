//! The one script of a page.

/// A page without its one script, which is ours and asks for nothing.
pub fn without_script(page: &str) -> String {
    let (begin, rest) = page.split_once("<script>").expect("a script");
    let (script, end) = rest.split_once("</script>").expect("its end");
    assert!(
        script == amnok_page::SCRIPT && script.len() < 6000,
        "{} bytes",
        script.len()
    );
    for word in ["fetch", "http", "import", "XMLHttp", "eval"] {
        assert!(!script.contains(word), "{word}");
    }
    format!("{begin}{end}")
}
