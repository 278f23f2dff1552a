//! What was lost, and the TeX that it was.

use super::super::lexer::{LexerMode, tokens};
use super::*;

fn restored(text: &str) -> String {
    let tokens = tokens(text, LexerMode::Eager);
    let accepted: Vec<bool> = tokens
        .iter()
        .map(|token| token.name().is_some_and(|name| name.role != Role::Function))
        .collect();
    tex(Lexed { text, tokens: &tokens }, &accepted).unwrap_or_default()
}

#[test]
fn names_groups_and_sets_are_what_they_were() {
    for (lost, tex) in [
        ("y_tin mathbb{Z}^k", r"y_t\in \mathbb{Z}^k"),
        ("bin{0,1}^k", r"b\in\{0,1\}^k"),
        ("frac{p}{qr}{s}", r"\frac{p}{qr}\{s\}"),
        ("sqrt(k log(m))", r"\sqrt{(k \log(m))}"),
        ("tau_{max}+tau_max", r"\tau_{\max}+\tau_\max"),
        ("theta_t's", r"\theta_t\text{'s}"),
        ("k^1.5", r"k\text{^}1.5"),
        ("9{,}000leq 8%", r"9{,}000\leq 8\%"),
        ("text{if alpha}", r"\text{if alpha}"),
        (r"\sqrtαβ+frac12", r"\sqrt {αβ}+\frac12"),
        ("frac P Q^2", ""),
        ("frac1n", r"\frac1n"),
        ("frac1ε", r"\frac1ε"),
        ("frac n{k^2}", r"\frac n{k^2}"),
        ("frac{{kg}}{m}", r"\frac{{kg}}{m}"),
        ("k^T-1", r"k\text{^}T-1"),
        ("sqrt[3]{k}", r"\sqrt[3]{k}"),
        ("O({k^2}, {n})", r"O({k^2}, \{n\})"),
        ("{ell}_2", r"{\ell}_2"),
        (r"\frac1k^2", r"\frac{1}{k^{2}}"),
        (r"\frac1ε^2\log k", r"\frac{1}{ε^{2}}\log k"),
        (r"T^\frac23\log T", r"T^\frac23\log T"),
        ("frac1k^2", ""),
        (r"\mathbbR^k\times l", ""),
        (r"J_q \times q", ""),
        (r"R^{k_1\times k_2}", r"R^{k_1\times k_2}"),
        (r"R^k\times R^l", r"R^k\times R^l"),
        (r"C_k\times C_l", r"C_k\times C_l"),
        (r"R^2\times S", r"R^2\times S"),
    ] {
        assert_eq!(restored(lost), tex, "{lost}");
    }
}
