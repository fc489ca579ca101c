//! `runyard new`: a small project that runs.

use std::{fs, io, path::Path, process::ExitCode};

use serde_json::json;

use super::{
    args::{NewArgs, Provider},
    fail,
    output::line,
};

const FAKE_AGENT: &str = include_str!("template/agent_fake.py");
const AGENT: &str = include_str!("template/agent.py");
const README: &str = include_str!("template/README.md");

/// The requirements of a provider.
struct Needs {
    /// The provider's name of the model.
    model: &'static str,
    /// The integration's package.
    package: &'static str,
    /// Its module. It is imported with the graph: in a node the import would block the event loop for seconds.
    module: &'static str,
    /// The class of its chat models.
    class: &'static str,
    /// The variable with the key.
    key: &'static str,
}

const fn needs(provider: Provider) -> Option<Needs> {
    match provider {
        Provider::Fake => None,
        Provider::OpenAi => Some(Needs {
            model: "gpt-4.1-mini",
            package: "langchain-openai",
            module: "langchain_openai",
            class: "ChatOpenAI",
            key: "OPENAI_API_KEY",
        }),
        Provider::Anthropic => Some(Needs {
            model: "claude-sonnet-4-5",
            package: "langchain-anthropic",
            module: "langchain_anthropic",
            class: "ChatAnthropic",
            key: "ANTHROPIC_API_KEY",
        }),
        Provider::Google => Some(Needs {
            model: "gemini-2.5-flash",
            package: "langchain-google-genai",
            module: "langchain_google_genai",
            class: "ChatGoogleGenerativeAI",
            key: "GOOGLE_API_KEY",
        }),
    }
}

/// Makes the project and says what to do next.
#[must_use]
pub fn run(args: &NewArgs) -> ExitCode {
    let dir = args.name.as_path();
    match fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(true) => return fail(&format!("{} exists and is not empty; choose another name", dir.display())),
        Ok(false) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return fail(&format!("failed to use {}: {error}", dir.display())),
    }
    if let Err(error) = write(dir, args.provider) {
        return fail(&format!("failed to write {}: {error}", dir.display()));
    }
    line(&format!("Made {} with a chat agent.\n\nNext:\n", dir.display()));
    line(&format!("  cd {}", dir.display()));
    if let Some(needs) = needs(args.provider) {
        line(&format!("  $EDITOR .env        # set {}", needs.key));
    }
    line("  runyard dev");
    ExitCode::SUCCESS
}

fn write(dir: &Path, provider: Provider) -> io::Result<()> {
    let needs = needs(provider);
    let absolute = std::path::absolute(dir)?;
    let name = absolute.file_name().map_or_else(|| "agent".into(), |name| name.to_string_lossy());
    let config = json!({
        "dependencies": ["."],
        "graphs": {"agent": {"path": "./agent.py:agent", "description": "A chat agent"}},
        "env": ".env",
    });
    let (agent, requirements, env, hint) = match &needs {
        None => (
            FAKE_AGENT.to_owned(),
            "langgraph>=1.0,<2\n".to_owned(),
            "# Environment variables of the agent, for example:\n# OPENAI_API_KEY=\n".to_owned(),
            String::new(),
        ),
        Some(Needs { model, package, module, class, key }) => (
            AGENT.replace("{{MODEL}}", model).replace("langchain_provider", module).replace("ProviderModel", class),
            format!("langgraph>=1.0,<2\n{package}>=1.0\n"),
            format!("{key}=\n"),
            format!("\n\nSet `{key}` in `.env` first; `runyard dev` notices the change."),
        ),
    };
    let readme = README.replace("{{NAME}}", &name).replace("{{KEY_HINT}}", &hint);
    fs::create_dir_all(dir)?;
    for (file, text) in [
        ("agent.py", agent),
        ("langgraph.json", format!("{config:#}\n")),
        ("requirements.txt", requirements),
        (".env.example", env.clone()),
        (".env", env),
        (".gitignore", ".env\n.runyard/\n.venv/\n__pycache__/\n".to_owned()),
        ("README.md", readme),
    ] {
        fs::write(dir.join(file), text)?;
    }
    Ok(())
}
