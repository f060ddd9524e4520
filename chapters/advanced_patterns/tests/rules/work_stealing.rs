pub fn rules() -> Vec<rules::Rule> {
    vec![]
}
