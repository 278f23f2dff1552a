//! Tests of what is taken for which encoding.

use super::*;

fn read(bytes: &[u8]) -> (String, Option<String>) {
    let (mut reader, encoding) = decoded(Box::new(Cursor::new(bytes.to_vec())));
    let mut text = Vec::new();
    reader.read_to_end(&mut text).unwrap();
    let name = encoding.map(|own| own.name().into_owned());
    (String::from_utf8_lossy(&text).into_owned(), name)
}

/// `text` in UTF-16, the low byte first, and the high byte first.
fn utf_16(text: &str) -> [Vec<u8>; 2] {
    let units: Vec<u16> = text.encode_utf16().collect();
    [
        units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ]
}

#[test]
fn utf_16_is_read_in_both_orders_with_a_mark_and_without_and_cut_anywhere() {
    let text = format!("id,title\n{}", "1,Über 😀 Lampen\n".repeat(20_000));
    let [little, big] = utf_16(&text);
    let utf_16_name = Some("UTF-16".to_owned());
    for (mark, bytes) in
        [(&b"\xFF\xFE"[..], &little), (b"", &little), (b"\xFE\xFF", &big), (b"", &big)]
    {
        assert_eq!(read(&[mark, bytes].concat()), (text.clone(), utf_16_name.clone()));
    }
    let cut = [b"\xFF\xFE".to_vec(), little[..41].to_vec()].concat();
    assert!(read(&cut).0.ends_with('\u{FFFD}'));
    let [chinese, _] = utf_16("{\"title\": \"夜间旋转的路灯及其照明效果研究\"}");
    assert_eq!(read(&chinese).1, utf_16_name);
    for no_utf_16 in [&b"a\0b is damage, and no text of two bytes"[..], b"\x89PNG\r\n\0\0", b"{\0"]
    {
        assert_eq!(read(no_utf_16).1, None);
    }
}

/// Sentences, and the encodings that they were written in before UTF-8.
const SENTENCES: [(&str, &[&str]); 14] = [
    (
        "Lampy se otáčejí v noci, což potřebuje řízení; měříme účinnost při různých úhlech.",
        &["windows-1250", "iso-8859-2"],
    ),
    (
        "Badamy, jak lampy uliczne obracają się w nocy, i pokazujemy, że światło może być mądrzejsze.",
        &["windows-1250", "iso-8859-2"],
    ),
    (
        "Az utcai lámpák éjszakai forgását vizsgáljuk, és megmutatjuk, hogy működésük jól mérhető, erős fénnyel.",
        &["windows-1250", "iso-8859-2"],
    ),
    (
        "Sokak lambalarının gece dönüşünü inceliyoruz; ışığın yönü değişince görüş açısı da değişiyor.",
        &["windows-1254", "iso-8859-9"],
    ),
    (
        "Мы изучаем, как уличные лампы вращаются ночью, и показываем, что свет распределён равномерно.",
        &["windows-1251", "koi8-r"],
    ),
    (
        "Ми вивчаємо, як вуличні ліхтарі обертаються вночі, і показуємо їхню ефективність.",
        &["windows-1251"],
    ),
    (
        "Μελετάμε πώς οι λάμπες του δρόμου γυρίζουν τη νύχτα και δείχνουμε ότι το φως αρκεί.",
        &["windows-1253", "iso-8859-7"],
    ),
    ("我们研究路灯在夜间如何旋转，并说明其照明范围，实验结果表明该方法有效。", &["gbk", "gb18030"]),
    ("我們研究路燈在夜間如何旋轉，並說明其照明範圍，實驗結果顯示此方法有效。", &["big5"]),
    ("夜間に街灯がどのように回転するかを調べ、その照明範囲を示した。", &["shift_jis", "euc-jp"]),
    ("우리는 밤에 가로등이 어떻게 회전하는지 연구하고 조명 범위를 보인다.", &["euc-kr"]),
    (
        "Nous étudions la rotation des réverbères, où la lumière dépend du jour – c’est l'été –, et ça marche très bien.",
        &["windows-1252", "macintosh"],
    ),
    (
        "Wir prüfen, wie Straßenlampen sich nachts drehen; für große Plätze genügt das – überall.",
        &["windows-1252", "macintosh"],
    ),
    (
        "Við rannsökum hvernig götuljós snúast á nóttunni og það sýnir að birtan er nægileg.",
        &["windows-1252"],
    ),
];

#[test]
fn a_text_without_a_declaration_is_told_by_its_letters() {
    for (sentence, encodings) in SENTENCES {
        for label in encodings {
            let own = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let text = format!("id,title,abstract\n1,One,\"{sentence}\"\n2,Two,\"{sentence}\"\n");
            let (bytes, _, is_lossy) = own.encode(&text);
            assert!(!is_lossy, "{label}: {sentence}");
            let (got, name) = read(&bytes);
            assert_eq!(got, text, "{label} as {name:?}");
            assert!(name.is_some());
            assert_eq!(read(text.as_bytes()), (text.clone(), None), "valid UTF-8 is UTF-8");
        }
    }
}

#[test]
fn what_a_text_declares_comes_first() {
    let declared = [
        ("<?xml version=\"1.0\" encoding='ISO-8859-2'?>\n<a>žluť</a>", "iso-8859-2"),
        ("<?xml version='1.0' encoding=\"windows-1251\"?><a>лампа</a>", "windows-1251"),
        ("<!DOCTYPE html><html><head><meta charset=gbk><title>灯</title>", "gbk"),
        (
            "<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1250\">řeč",
            "windows-1250",
        ),
        ("% Encoding: ISO8859_2\n@misc{a, title = {řeč}}", "iso-8859-2"),
        ("% JabRef\n% Encoding: Cp1252\n@misc{a, title = {fenêtre}}", "windows-1252"),
    ];
    for (text, label) in declared {
        let own = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        assert_eq!(read(&own.encode(text).0).0, text, "{label}");
        assert_eq!(read(text.as_bytes()).1, None, "what is UTF-8 is nothing else: {text}");
    }
    let long =
        format!("<?xml version='1.0' encoding='iso-8859-2'?>\n<a>{}</a>", " ".repeat(600_000));
    let late = long.replace("</a>", "řeč</a>");
    assert_eq!(
        read(&encoding_rs::ISO_8859_2.encode(&late).0).0,
        late,
        "far behind its declaration"
    );
    assert_eq!(read(late.as_bytes()).0, late, "UTF-8 in spite of its declaration");
    let wrong = b"<?xml version='1.0' encoding='UTF-8'?><a>Stra\xDFe, \xFCber, f\xFCr</a>";
    assert_eq!(read(wrong).1.as_deref(), Some("Windows-1252"));
}

#[test]
fn western_texts_are_told_by_what_stands_round_their_bytes() {
    let latin_9 = read(b"Le c\xBDur \xE0 cinq \xA4, et l'\xBDuvre de l'\xE9t\xE9");
    assert_eq!(
        latin_9,
        ("Le cœur à cinq €, et l'œuvre de l'été".into(), Some("ISO-8859-15".into()))
    );
    let western: [(&[u8], &str); 3] = [
        (b"Caf\xE9, na\xEFve, 20\x9620 \xB0C, \x93so\x94", "Café, naïve, 20–20 °C, “so”"),
        (b"TI  - Stra\xDFe\nAB  - F\xFCr \xC4pfel\n", "TI  - Straße\nAB  - Für Äpfel\n"),
        (b"5 m\xB3 and 7 m\xB3 at 3 \xB1 1 \xB5m", "5 m³ and 7 m³ at 3 ± 1 µm"),
    ];
    for (bytes, text) in western {
        assert_eq!(read(bytes), (text.to_owned(), Some("Windows-1252".to_owned())));
    }
}

#[test]
fn damage_and_json_stay_what_they_are() {
    let others: [&[u8]; 7] = [
        "Café, naïve, “so”".as_bytes(),
        b"{\"a\": \"Caf\xE9, na\xEFve, caf\xE9\"}",
        b"one caf\xE9 and two caf\xE9",
        b"caf\xE9 caf\xE9 caf\xE9 caf\xC3\xA9",
        b"don\x80\x99t, won\x80\x99t, can\x80\x99t",
        b"a\x81b, c\x8Dd, e\x8Ff, g\x90h",
        b"\xC3 and \xC3\xA9 and \xC3\xA9 and \xC3\xA9, \xE2 or \xE2",
    ];
    for bytes in others {
        assert_eq!(read(bytes).1, None, "{}", String::from_utf8_lossy(bytes));
    }
}
