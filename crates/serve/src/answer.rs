//! What is answered: a page, a part of one, a file, or why not.

use crate::frame::{self, Place};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

/// Why a request is not answered.
#[derive(Clone, Debug)]
pub struct Refused {
    status: StatusCode,
    why: String,
}

/// An answer, or why there is none.
pub type Answer = Result<Response, Refused>;

impl Refused {
    /// Nothing of that name.
    pub fn unknown(what: &str) -> Refused {
        Refused {
            status: StatusCode::NOT_FOUND,
            why: format!("There is no {what} here."),
        }
    }

    /// What was asked makes no sense.
    pub fn wrong(why: impl Into<String>) -> Refused {
        Refused {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            why: why.into(),
        }
    }

    /// What was sent is too large.
    pub fn large(why: impl Into<String>) -> Refused {
        Refused {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            why: why.into(),
        }
    }

    /// What was sent came too slowly.
    pub fn slow() -> Refused {
        Refused {
            status: StatusCode::REQUEST_TIMEOUT,
            why: "The upload came too slowly and was given up.".into(),
        }
    }

    /// Something could not be read or written.
    pub fn failed(why: impl ToString) -> Refused {
        Refused {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            why: why.to_string(),
        }
    }

    /// What is refused, in words.
    #[cfg(test)]
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = html! {
            h1 { "This cannot be done" }
            @for line in self.why.lines() { p { (line) } }
            p { a href="/" { "Back to the beginning" } }
        };
        (self.status, page("This cannot be done", &Place::default(), &body)).into_response()
    }
}

/// A whole page.
pub fn page(title: &str, place: &Place, body: &Markup) -> Response {
    Html(frame::frame(title, place, body)).into_response()
}

/// A part of a page.
pub fn part(body: Markup) -> Response {
    Html(body.into_string()).into_response()
}

/// A file to be kept, under a name of plain letters.
pub fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || ".-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let how = format!("attachment; filename=\"{plain}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, how),
        ],
        bytes,
    )
        .into_response()
}

/// A figure or table as it was asked for: `csv`, `svg` or `png`.
///
/// # Errors
/// Where there is no such form, or no font for letters as pixels.
pub fn given(form: &str, name: &str, csv: impl FnOnce() -> String, svg: impl FnOnce() -> String) -> Answer {
    let named = format!("{name}.{form}");
    match form {
        "csv" => Ok(file(&named, "text/csv; charset=utf-8", csv().into_bytes())),
        "svg" => Ok(file(&named, "image/svg+xml", svg().into_bytes())),
        "png" => Ok(file(
            &named,
            "image/png",
            amnok_export::png(&svg()).map_err(Refused::failed)?,
        )),
        other => Err(Refused::unknown(&format!("form {other:?}"))),
    }
}
