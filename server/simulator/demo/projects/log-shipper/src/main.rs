use clap::Parser;
use regex::Regex;

/// Forwards the lines that match.
#[derive(Parser)]
struct Options {
    #[clap(long)]
    only: String,
}

#[tokio::main]
async fn main() {
    let options = Options::parse();
    let wanted = Regex::new(&options.only).expect("a pattern");
    for line in std::io::stdin().lines().map_while(Result::ok) {
        if wanted.is_match(&line) {
            println!("{} {line}", chrono::Utc::now());
        }
    }
}
