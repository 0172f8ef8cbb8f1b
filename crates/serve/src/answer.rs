//! What is answered: a page, a part of one, a file, or why not.

use crate::frame::{self, Place};
use amnok_export::{File, Format};
use amnok_page::live::Table;
use amnok_scenario::Scenario;
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

/// A table of a border and its figure (empty where there is none) as they were asked for, in any format by its name.
///
/// # Errors
/// Where there is no such format of it, or no font for letters as pixels.
pub fn given(form: &str, name: &str, of: &Scenario, table: &Table, svg: impl FnOnce() -> String) -> Answer {
    let format = Format::of(form).ok_or_else(|| Refused::unknown(&format!("form {form:?}")))?;
    let bytes = match format {
        Format::Svg | Format::Png => return drawn(format, name, svg()),
        Format::Csv | Format::Xlsx | Format::Geojson => amnok_export::table(of, name, table, format),
    };
    Ok(file(
        &format!("{name}.{form}"),
        kind(format),
        bytes.map_err(Refused::wrong)?,
    ))
}

/// A figure as vectors or as pixels.
///
/// # Errors
/// Where there is no font for letters as pixels.
pub fn drawn(format: Format, name: &str, svg: String) -> Answer {
    let bytes = match format {
        Format::Png => amnok_export::png(&svg).map_err(Refused::failed)?,
        _ => svg.into_bytes(),
    };
    Ok(file(&format!("{name}.{}", format.name()), kind(format), bytes))
}

/// A file of a result by its name, out of those that a format has.
///
/// # Errors
/// Where there is no such file, or it cannot be made.
pub fn one_of(name: &str, id: &str, make: impl FnOnce(Format) -> Result<Vec<File>, String>) -> Answer {
    let unknown = || Refused::unknown("such file");
    let format = name.rsplit('.').next().and_then(Format::of).ok_or_else(unknown)?;
    let made = make(format).map_err(Refused::failed)?;
    let (name, bytes) = made.into_iter().find(|(made, _)| made == name).ok_or_else(unknown)?;
    Ok(file(&format!("{id}-{name}"), kind(format), bytes))
}

/// What browsers are told of a format.
pub fn kind(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Geojson => "application/geo+json",
        Format::Svg => "image/svg+xml",
        Format::Png => "image/png",
    }
}
