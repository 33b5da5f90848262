#!/usr/bin/env bash
# The log filters of tracing-subscriber, which Rust programs such as linkerd2-proxy read from an environment variable, have
# commas between directives. A semicolon was an error, so that a lenient parser left the directive out. Since 0.3.20 it is a part
# of a module's name instead.
#
# Versions: tracing-subscriber 0.3.19 and 0.3.20 with its feature env-filter. Needs: cargo, crates.io.
# Seen: `warn;linkerd=info`, read by `EnvFilter::builder().parse_lossy`, with the default directive `warn`. 0.3.19 leaves it
# out and keeps `warn`; 0.3.20 makes the one directive `warn;linkerd=info`, a level for a module of that name.
# Why it matters: after the upgrade the program logs no warning and no error of any real module.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What a version makes of the filter.
read_with() {
  local project="$folder/$1"
  mkdir -p "$project/src"
  cat > "$project/Cargo.toml" <<TOML
[package]
name = "filter"
version = "0.0.0"
edition = "2021"

[dependencies]
tracing-subscriber = { version = "=$1", features = ["env-filter"] }
TOML
  cat > "$project/src/main.rs" <<'RUST'
use tracing_subscriber::{filter::LevelFilter, EnvFilter};

fn main() {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::WARN.into());
    println!("{}", filter.parse_lossy("warn;linkerd=info"));
}
RUST
  CARGO_TARGET_DIR="$folder/target" cargo run --quiet --manifest-path "$project/Cargo.toml" 2> /dev/null
}

before=$(read_with 0.3.19)
after=$(read_with 0.3.20)
echo "0.3.19: $before"
echo "0.3.20: $after"
if [ "$before" != 'warn' ] || [ "$after" != 'warn;linkerd=info' ]; then
  echo 'CHANGED: a semicolon is read in another way.'
  exit 1
fi
echo 'As described.'
