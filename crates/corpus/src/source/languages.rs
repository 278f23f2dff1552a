//! Names of languages, as texts in several of them are told apart by: `en`, `pt-BR`, `deu`,
//! `French`.

/// The codes of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi \
    ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw \
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc \
    oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv \
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes of ISO 639-2 for languages that papers are written in, and what these are called in
/// English.
const LONGER: &str = "eng fra fre deu ger spa ita por nld dut rus ukr pol ces cze slk slo hun ron rum \
    bul hrv srp slv ell gre tur ara heb fas per hin urd zho chi jpn kor vie tha ind msa may swe nor \
    dan fin est lav lit cat eus baq glg lat afr isl ice english french german spanish italian \
    portuguese dutch russian ukrainian polish czech slovak hungarian romanian bulgarian croatian \
    serbian slovenian greek turkish arabic hebrew persian hindi urdu chinese japanese korean \
    vietnamese thai indonesian malay swedish norwegian danish finnish estonian latvian lithuanian \
    catalan basque galician latin afrikaans icelandic";

/// Whether a name is that of a language, perhaps with a region or a script.
pub(super) fn is_language(name: &str) -> bool {
    let main = main_part(name);
    let is_in = |list: &str| list.split_ascii_whitespace().any(|code| code == main);
    match main.len() {
        2 => is_in(CODES),
        _ => is_in(LONGER),
    }
}

/// Whether a name is that of English.
pub(super) fn is_english(name: &str) -> bool {
    matches!(main_part(name).as_str(), "en" | "eng" | "english")
}

/// The name of a language as one that can be compared with others: its code of ISO 639-1 in place of
/// that of ISO 639-2, where that is known, without a region or a script.
pub(super) fn code(name: &str) -> String {
    let main = main_part(name);
    let short = SHORT.iter().find(|(longer, _)| *longer == main).map(|(_, short)| *short);
    short.map_or(main, str::to_owned)
}

/// Codes of ISO 639-2, both of those that differ, with that of ISO 639-1.
const SHORT: [(&str, &str); 14] = [
    ("eng", "en"),
    ("ger", "de"),
    ("deu", "de"),
    ("fre", "fr"),
    ("fra", "fr"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("dut", "nl"),
    ("nld", "nl"),
    ("rus", "ru"),
    ("chi", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
];

/// A code without what stands behind it: `pt` of `pt-BR` and `pt_PT`.
pub(super) fn main_part(name: &str) -> String {
    name.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_code_or_name() {
        for name in ["en", "DE", "pt-BR", "zh_CN", "zh-Hans", "fra", "French", "en-US"] {
            assert!(is_language(name), "{name}");
        }
        for name in ["", "xx", "text", "value", "Background", "e", "0", "sec", "body", "p1"] {
            assert!(!is_language(name), "{name}");
        }
        assert_eq!(["pt-BR", "DEU", "fre", "xx"].map(code), ["pt", "de", "fr", "xx"]);
        assert!(is_english("EN-gb") && is_english("English") && !is_english("enx"));
    }
}
