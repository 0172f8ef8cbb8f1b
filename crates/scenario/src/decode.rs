//! The bytes of a file as text, and where in the text each offset lies.

use crate::diagnose::{Findings, Place};
use std::cell::Cell;
use std::sync::Arc;

/// Largest file that is read.
pub(crate) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Places of byte offsets in a text.
pub(crate) struct Lines<'a> {
    file: Arc<str>,
    text: &'a str,
    starts: Vec<usize>,
    /// The last place asked for: offset, line, column. Places are asked for in order, so that long lines are counted once.
    last: Cell<(usize, usize, usize)>,
}

impl<'a> Lines<'a> {
    pub fn new(file: &str, text: &'a str) -> Lines<'a> {
        let starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, b)| *b == b'\n')
                    .map(|(i, _)| i + 1),
            )
            .collect();
        Lines {
            file: file.into(),
            text,
            starts,
            last: Cell::new((0, 1, 1)),
        }
    }

    pub fn line(&self, number: usize) -> &'a str {
        let start = self.starts[(number - 1).min(self.starts.len() - 1)];
        self.text[start..].lines().next().unwrap_or_default()
    }

    pub fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let column = match self.last.get() {
            (from, known, column) if known == line && from <= offset => {
                column + self.text[from..offset].chars().count()
            }
            _ => self.text[start..offset].chars().count() + 1,
        };
        self.last.set((offset, line, column));
        Place {
            file: self.file.clone(),
            line,
            column,
        }
    }
}

/// The text of a file, if it is one: neither too large, nor empty, nor in another encoding.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8], findings: &mut Findings) -> Option<&'a str> {
    let top = Place::top(file);
    if bytes.len() > MOST_BYTES {
        findings.say(
            &top,
            "a file larger than 16 MiB",
            "at most 16 MiB in one file",
            "take out what is not part of the scenario",
        );
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            findings.say(
                &Lines::new(file, before).place(before.len()),
                format!("the byte 0x{:02X}, which is not UTF-8", bytes[error.valid_up_to()]),
                "text in UTF-8",
                "save the file again in the encoding UTF-8",
            );
            return None;
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        findings.say(
            &top,
            "an empty file",
            "the contents described in docs/reference/scenario.md",
            "copy the file of the embedded scenario and edit it",
        );
        return None;
    }
    if let Some(offset) = text.find('\0') {
        findings.say(
            &Lines::new(file, text).place(offset),
            "a NUL character",
            "plain text",
            "save the file again as plain text",
        );
        return None;
    }
    Some(text)
}
