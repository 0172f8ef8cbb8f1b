//! The seal of a manifest: the digest of its text, in the text itself.

use super::files::digest;
use serde_json::Value;

/// What stands in the place of the digest while it is worked out.
const UNSEALED: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// What stands before the digest, at the first level only: text within a manifest has no such line.
const BEFORE: &str = "\n  \"seal\": \"";

/// The text of a manifest with its seal: the SHA-256 of the same text with noughts in the place of the seal.
pub fn sealed(mut manifest: Value) -> String {
    manifest["seal"] = UNSEALED.into();
    let text = format!("{manifest:#}\n");
    let seal = digest(text.as_bytes());
    text.replacen(&format!("{BEFORE}{UNSEALED}"), &format!("{BEFORE}{seal}"), 1)
}

/// Whether the text of a manifest is what was sealed; none where it has no seal.
pub(super) fn holds(text: &[u8]) -> Option<bool> {
    let text = std::str::from_utf8(text).ok()?;
    let at = text.find(BEFORE)? + BEFORE.len();
    let seal = text.get(at..at + UNSEALED.len())?;
    let unsealed = [&text[..at], UNSEALED, &text[at + seal.len()..]].concat();
    Some(digest(unsealed.as_bytes()) == seal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_changed_byte_breaks_the_seal() {
        let text = sealed(json!({ "kind": "run", "set": ["a\n  \"seal\": \"b"], "seed": 7 }));
        assert_eq!(holds(text.as_bytes()), Some(true), "{text}");
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] ^= 1;
            assert_ne!(holds(&changed), Some(true), "byte {at}");
        }
        assert_eq!(holds(b"{}\n"), None);
    }

    #[test]
    fn sealed_again_it_holds() {
        let mut manifest: Value = serde_json::from_str(&sealed(json!({ "seed": 7 }))).unwrap();
        manifest["seed"] = 8.into();
        assert_eq!(holds(sealed(manifest).as_bytes()), Some(true));
    }
}
