//! A settings file as a tree, every key and value with its place.

use crate::diagnose::{Findings, Place, quoted};
use saphyr_parser::{Event, Marker, Parser};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub at: Place,
    pub what: NodeValue,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum NodeValue {
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Place, Node)>),
}

impl Node {
    /// As it is called in a diagnostic.
    pub fn shown(&self) -> String {
        match &self.what {
            NodeValue::Scalar(text) => quoted(text),
            NodeValue::List(list) => format!("a list of {}", list.len()),
            NodeValue::Map(_) => "a section".into(),
        }
    }

    /// Nothing: an empty section.
    pub fn is_empty(&self) -> bool {
        match &self.what {
            NodeValue::Scalar(text) => matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL" | "None"),
            NodeValue::List(list) => list.is_empty(),
            NodeValue::Map(map) => map.is_empty(),
        }
    }
}

/// Deepest nesting that is read.
const DEEPEST: usize = 8;

/// What is being put together.
struct Open {
    node: Node,
    /// A key that waits for its value.
    key: Option<(String, Place)>,
    /// Keys so far.
    known: BTreeSet<String>,
}

/// Reads the first document of a file; nothing if it is empty or wrong.
pub(crate) fn read(file: &str, text: &str, findings: &mut Findings) -> Option<Node> {
    let name: Arc<str> = file.into();
    let place = |marker: &Marker| Place {
        file: name.clone(),
        line: marker.line(),
        column: marker.col() + 1,
    };
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let found = format!("what is not YAML ({})", error.info());
                findings.say(
                    &place(error.marker()),
                    found,
                    "keys and values, indented by section",
                    "mend the line",
                );
                return None;
            }
        };
        let at = place(&span.start);
        let done = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let what = match event {
                    Event::MappingStart(..) => NodeValue::Map(Vec::new()),
                    _ => NodeValue::List(Vec::new()),
                };
                open.push(Open {
                    node: Node { at: at.clone(), what },
                    key: None,
                    known: BTreeSet::new(),
                });
                if open.len() > DEEPEST {
                    findings.say(
                        &at,
                        "too many levels",
                        format!("at most {DEEPEST}"),
                        "write plain sections and keys",
                    );
                    return None;
                }
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => open.pop().map(|open| open.node),
            Event::Scalar(text, ..) => Some(Node {
                at,
                what: NodeValue::Scalar(text.into_owned()),
            }),
            Event::Alias(_) => {
                findings.say(&at, "a reference to another value", "a value", "write the value itself");
                return None;
            }
            Event::DocumentEnd => return None,
            _ => continue,
        };
        let Some(node) = done else { continue };
        match open.last_mut() {
            Some(into) => put(into, node, findings),
            None => return Some(node),
        }
    }
    None
}

/// Puts a finished value where it belongs.
fn put(into: &mut Open, node: Node, findings: &mut Findings) {
    match &mut into.node.what {
        NodeValue::List(list) => list.push(node),
        NodeValue::Map(map) => match into.key.take() {
            Some((name, at)) => {
                if !into.known.insert(name.clone()) {
                    let found = format!("{} a second time", quoted(&name));
                    findings.say(&at, found, "every key once", "take one of them out");
                }
                map.push((name, at, node));
            }
            None => match node.what {
                NodeValue::Scalar(name) => into.key = Some((name, node.at)),
                _ => findings.say(&node.at, "a key that is no text", "a key", "write `key: value`"),
            },
        },
        NodeValue::Scalar(_) => {}
    }
}
