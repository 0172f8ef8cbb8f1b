//! Many faults in one program, each behind a switch of its own: compiled once, tried one after the other.
//!
//! The body of a function with faults becomes a choice: the body with the first fault where the first is switched on,
//! …, else the body as it is. So each fault is the one that cargo-mutants would put in, to the letter.

use super::fault::{Fault, Point};
use std::collections::BTreeMap;
use std::ops::Range;

/// Says which fault is switched on: nought, or nothing, is none.
pub const SWITCH: &str = "AMNOK_FAULT";

/// The module that every crate with switches has.
pub const MODULE: &str = r#"//! Which fault is switched on.
pub fn is(number: u32) -> bool {
    static ON: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    number == *ON.get_or_init(|| std::env::var("AMNOK_FAULT").ok().and_then(|text| text.parse().ok()).unwrap_or(0))
}
"#;

/// A file with switches.
pub struct Switched {
    pub text: String,
    /// Which lines hold the copy of a body with which fault, both by number.
    pub lines: Vec<(Range<usize>, u32)>,
    /// Faults that cannot stand behind a switch.
    pub left: Vec<u32>,
}

impl Switched {
    /// Puts the faults of one file, each with its number, behind switches.
    pub fn new(text: &str, faults: &[(u32, &Fault)]) -> Switched {
        let at = Offsets::new(text);
        let mut switched = Switched {
            text: String::new(),
            lines: Vec::new(),
            left: Vec::new(),
        };
        let mut functions: BTreeMap<(usize, usize), Vec<(u32, &Fault)>> = BTreeMap::new();
        for &(number, fault) in faults {
            match fault.function {
                Some((from, to)) => functions
                    .entry((at.of(from), at.of(to)))
                    .or_default()
                    .push((number, fault)),
                None => switched.left.push(number),
            }
        }
        let mut done = 0;
        for ((from, to), faults) in functions {
            let body = (from >= done).then(|| body(text, from..to)).flatten();
            let Some(body) = body else {
                switched.left.extend(faults.iter().map(|(number, _)| number));
                continue;
            };
            switched.text.push_str(&text[done..body.start]);
            for (number, fault) in faults {
                switched.choice(
                    text,
                    &body,
                    at.of(fault.from)..at.of(fault.to),
                    number,
                    &fault.replacement,
                );
            }
            switched.text.push_str(&format!("{{{}}}\n", &text[body.clone()]));
            done = body.end;
        }
        switched.text.push_str(&text[done..]);
        switched
    }

    /// Adds the body with one fault.
    fn choice(&mut self, text: &str, body: &Range<usize>, taken: Range<usize>, number: u32, put: &str) {
        if taken.start < body.start || taken.end > body.end {
            self.left.push(number);
            return;
        }
        let line = |text: &str| text.matches('\n').count() + 1;
        let from = line(&self.text);
        let (before, after) = (&text[body.start..taken.start], &text[taken.end..body.end]);
        let copy = format!("\nif crate::fault::is({number}) {{{before}{put}{after}}}\nelse ");
        self.text.push_str(&copy);
        self.lines.push((from..line(&self.text), number));
    }

    /// Whose copy a line belongs to.
    pub fn whose(&self, line: usize) -> Option<u32> {
        let there = |(lines, _): &&(Range<usize>, u32)| lines.contains(&line);
        self.lines.iter().find(there).map(|&(_, number)| number)
    }
}

/// What stands between the braces of a function; none where two bodies cannot be told apart at run time.
fn body(text: &str, function: Range<usize>) -> Option<Range<usize>> {
    let code = &text[function.clone()];
    let name = code.find("fn ")?;
    let brace = name + code[name..].find('{')?;
    let head = &code[..brace];
    let fixed = head.contains("const fn ") || head.contains("-> impl ");
    (!fixed && code.ends_with('}')).then(|| function.start + brace + 1..function.end - 1)
}

/// Where lines begin.
struct Offsets<'a> {
    text: &'a str,
    lines: Vec<usize>,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { text, lines }
    }

    /// The byte at a point; columns count characters.
    fn of(&self, (line, column): Point) -> usize {
        let start = self.lines.get(line - 1).copied().unwrap_or(self.text.len());
        let rest = &self.text[start..];
        let within = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
        start + within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "/// Doc: ü.\nfn more(a: u32) -> u32 {\n    a + 1\n}\nconst fn two() -> u32 {\n    1 + 1\n}\n";

    fn fault(line: usize, column: usize, function: (Point, Point)) -> Fault {
        Fault {
            name: String::new(),
            file: String::new(),
            from: (line, column),
            to: (line, column + 1),
            replacement: "-".into(),
            function: Some(function),
        }
    }

    #[test]
    fn a_fault_stands_behind_its_number_beside_the_body_as_it_is() {
        let plus = fault(3, 7, ((1, 1), (4, 2)));
        let switched = Switched::new(CODE, &[(7, &plus)]);
        let expected = "{\nif crate::fault::is(7) {\n    a - 1\n}\nelse {\n    a + 1\n}\n}\nconst fn two()";
        assert!(switched.text.contains(expected), "{}", switched.text);
        assert!(switched.left.is_empty());
        let line = 1 + switched.text.lines().position(|line| line == "    a - 1").unwrap();
        assert_eq!(switched.whose(line), Some(7));
        assert_eq!(switched.whose(line + 4), None);
    }

    #[test]
    fn what_is_worked_out_while_compiling_has_no_switch() {
        let plus = fault(6, 7, ((5, 1), (7, 2)));
        let switched = Switched::new(CODE, &[(7, &plus)]);
        assert_eq!((switched.text.as_str(), switched.left), (CODE, vec![7]));
    }

    #[test]
    fn the_module_asks_for_the_switch() {
        assert!(MODULE.contains(&format!("\"{SWITCH}\"")));
    }
}
