//! The configurations in the binary, `rules/presets/*.yaml`, for others to extend.

/// The names of the presets.
pub const NAMES: [&str; 3] = ["recommended", "strict", "paper-listing"];

/// The preset below every configuration.
pub const LOWEST: &str = "recommended";

/// The text of a preset; `None` if there is none of that name.
pub fn text(name: &str) -> Option<&'static str> {
    match name {
        "recommended" => Some(include_str!("../../rules/presets/recommended.yaml")),
        "strict" => Some(include_str!("../../rules/presets/strict.yaml")),
        "paper-listing" => Some(include_str!("../../rules/presets/paper-listing.yaml")),
        _ => None,
    }
}
