//! The caller's language. Chinese unless English is asked for first.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use duban_core::lang::Lang;

/// The best of our languages that the caller accepts.
pub(crate) fn of(headers: &HeaderMap) -> Lang {
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut best = (Lang::Chinese, 0.0);
    for part in accepted.split(',') {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .map_or(1.0, |weight| weight.trim().parse::<f32>().unwrap_or(0.0));
        let language = match tag.split('-').next() {
            Some("zh") => Lang::Chinese,
            Some("en") => Lang::English,
            _ => continue,
        };
        if weight > best.1 {
            best = (language, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_supported_language_is_used() {
        let cases = [
            ("", Lang::Chinese),
            ("zh-CN", Lang::Chinese),
            ("en", Lang::English),
            ("en-GB,en;q=0.9", Lang::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Chinese),
            ("en;q=0.5, zh;q=0.6", Lang::Chinese),
            ("fr, en;q=0.2", Lang::English),
            ("fr", Lang::Chinese),
            ("*", Lang::Chinese),
            ("en;q=x", Lang::Chinese),
        ];
        for (header, lang) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().expect("a header"));
            assert_eq!(of(&headers), lang, "{header:?}");
        }
        assert_eq!(of(&HeaderMap::new()), Lang::Chinese);
    }
}
