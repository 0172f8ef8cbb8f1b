//! Who may come in: whoever knows the token, by a name of this machine, from a page of this server.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// What is asked of every request.
#[derive(Clone, Debug)]
pub struct Access {
    token: String,
    address: SocketAddr,
}

/// What becomes of a request at the access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It comes in.
    Admitted,
    /// It has the token in its address: it is sent on without, and keeps it as a cookie.
    Welcomed,
    /// It does not come in, and why.
    Refused(&'static str),
}

impl Access {
    /// With a token of 128 random bits, at an address that is listened at.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new(address: SocketAddr) -> Result<Access, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Access { token, address })
    }

    /// The address to be opened, with the token.
    pub fn address(&self) -> String {
        let mut at = self.address;
        if at.ip().is_unspecified() {
            at.set_ip(match at {
                SocketAddr::V4(_) => IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
                SocketAddr::V6(_) => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
            });
        }
        format!("http://{at}/?token={}", self.token)
    }

    /// Name of the cookie: cookies of two servers on one machine are not told apart by their ports.
    fn cookie(&self) -> String {
        format!("amnok-{}", self.address.port())
    }

    /// What becomes of a request.
    pub fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Admission {
        if !one(headers, header::HOST).is_some_and(|host| self.is_ours(host)) {
            return Admission::Refused("it was asked for by a name that is not of this machine");
        }
        let reads = [Method::GET, Method::HEAD].contains(method);
        let from = one(headers, header::ORIGIN);
        let ours = from.is_some_and(|from| from.strip_prefix("http://").is_some_and(|host| self.is_ours(host)));
        if !ours && (from.is_some() || !reads) {
            return Admission::Refused("it was asked for by another page");
        }
        if cookies(headers).any(|(name, value)| name == self.cookie() && same(value, &self.token)) {
            return Admission::Admitted;
        }
        let token = uri
            .query()
            .and_then(|query| query.split('&').find_map(|part| part.strip_prefix("token=")));
        match token {
            Some(token) if reads && same(token, &self.token) => Admission::Welcomed,
            _ => Admission::Refused("the address lacks the token that the program printed when it was started"),
        }
    }

    /// Whether a host with its port is this machine: never a name that somebody else could let point here.
    fn is_ours(&self, host: &str) -> bool {
        let Some((name, port)) = host.rsplit_once(':') else {
            return false;
        };
        if port.parse() != Ok(self.address.port()) {
            return false;
        }
        if name == "localhost" {
            return true;
        }
        let address: Result<IpAddr, _> = name.trim_start_matches('[').trim_end_matches(']').parse();
        address.is_ok_and(|address| address.is_loopback() || !self.address.ip().is_loopback())
    }
}

/// The value of a header that stands there once.
fn one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    let value = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(value)
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(a: &str, b: &str) -> bool {
    let differ = a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b));
    a.len() == b.len() && differ == 0
}

/// Headers of every answer: nothing is fetched from elsewhere, nothing is framed, kept or guessed.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // With `no-referrer` browsers would hide the origin of forms as well.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Lets a request in, sends it on, or refuses it.
pub async fn guard(State(access): State<Arc<Access>>, request: Request, next: Next) -> Response {
    let mut response = match access.admit(request.method(), request.uri(), request.headers()) {
        Admission::Admitted => next.run(request).await,
        Admission::Welcomed => welcome(&access, request.uri()),
        Admission::Refused(why) => (
            StatusCode::FORBIDDEN,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            format!("Refused: {why}.\n"),
        )
            .into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Sends a request on to the same address without the token, which it keeps as a cookie.
fn welcome(access: &Access, uri: &Uri) -> Response {
    let rest = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|part| !part.starts_with("token="));
    let rest = rest.collect::<Vec<_>>().join("&");
    let path = format!("/{}", uri.path().trim_start_matches('/'));
    let to = if rest.is_empty() {
        path
    } else {
        format!("{path}?{rest}")
    };
    let cookie = format!("{}={}; HttpOnly; SameSite=Lax; Path=/", access.cookie(), access.token);
    ([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(at: &str) -> Access {
        Access {
            token: "0123".into(),
            address: at.parse().expect("an address"),
        }
    }

    fn asked(access: &Access, method: Method, uri: &str, headers: &[(&'static str, &str)]) -> Admission {
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            all.append(*name, value.parse().expect("a header"));
        }
        access.admit(&method, &uri.parse().expect("an address"), &all)
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:7410");
    const COOKIE: (&str, &str) = ("cookie", "a=b; amnok-7410=0123");

    #[test]
    fn only_who_knows_the_token_comes_in() {
        let access = access("127.0.0.1:7410");
        let get = |uri, headers: &[_]| asked(&access, Method::GET, uri, headers);
        assert_eq!(get("/?token=0123", &[HOST]), Admission::Welcomed);
        assert_eq!(get("/x?a=1&token=0123", &[HOST]), Admission::Welcomed);
        assert_eq!(get("/", &[HOST, COOKIE]), Admission::Admitted);
        for (uri, cookie) in [
            ("/", "amnok-7410=012"),
            ("/?token=0124", "amnok-7410=01234"),
            ("/?token=", "amnok-7411=0123"),
        ] {
            assert!(
                matches!(get(uri, &[HOST, ("cookie", cookie)]), Admission::Refused(_)),
                "{uri} {cookie}"
            );
        }
        let post = asked(
            &access,
            Method::POST,
            "/?token=0123",
            &[HOST, ("origin", "http://127.0.0.1:7410")],
        );
        assert!(
            matches!(post, Admission::Refused(_)),
            "a token in an address starts nothing"
        );
    }

    /// DNS rebinding: a foreign name that is made to point to this machine.
    #[test]
    fn a_foreign_host_is_refused_also_with_the_token() {
        for host in [
            "evil.example:7410",
            "127.0.0.1:80",
            "127.0.0.1",
            "localhost.evil.example:7410",
            "192.168.0.7:7410",
        ] {
            let found = asked(&access("127.0.0.1:7410"), Method::GET, "/", &[("host", host), COOKIE]);
            assert!(matches!(found, Admission::Refused(_)), "{host}");
        }
        for host in ["localhost:7410", "[::1]:7410", "127.0.0.1:7410"] {
            assert_eq!(
                asked(&access("127.0.0.1:7410"), Method::GET, "/", &[("host", host), COOKIE]),
                Admission::Admitted
            );
        }
        let told = access("0.0.0.0:7410");
        assert_eq!(
            asked(&told, Method::GET, "/", &[("host", "192.168.0.7:7410"), COOKIE]),
            Admission::Admitted
        );
        assert!(matches!(
            asked(&told, Method::GET, "/", &[("host", "evil.example:7410"), COOKIE]),
            Admission::Refused(_)
        ));
        assert!(matches!(
            asked(&told, Method::GET, "/", &[HOST, ("host", "evil.example:7410"), COOKIE]),
            Admission::Refused(_)
        ));
    }

    #[test]
    fn a_foreign_origin_changes_and_reads_nothing() {
        let access = access("127.0.0.1:7410");
        for origin in [
            "http://evil.example",
            "null",
            "https://127.0.0.1:7410",
            "http://127.0.0.1:7411",
        ] {
            for method in [Method::GET, Method::POST] {
                let found = asked(&access, method, "/", &[HOST, COOKIE, ("origin", origin)]);
                assert!(matches!(found, Admission::Refused(_)), "{origin}");
            }
        }
        assert!(
            matches!(
                asked(&access, Method::POST, "/", &[HOST, COOKIE]),
                Admission::Refused(_)
            ),
            "no origin at all"
        );
        let ours = ("origin", "http://localhost:7410");
        assert_eq!(
            asked(&access, Method::POST, "/", &[HOST, COOKIE, ours]),
            Admission::Admitted
        );
    }

    #[test]
    fn the_token_leaves_the_address() {
        let access = access("127.0.0.1:7410");
        let to = |uri: &str| {
            let response = welcome(&access, &uri.parse().expect("an address"));
            response.headers()[header::LOCATION].to_str().expect("text").to_owned()
        };
        assert_eq!(to("/whatif/a?set=b&token=0123&off=3"), "/whatif/a?set=b&off=3");
        assert_eq!(to("//evil.example/?token=0123"), "/evil.example/");
    }
}
