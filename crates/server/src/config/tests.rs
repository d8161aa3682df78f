use super::*;

fn load(flags: &Flags, toml: Option<&str>, environment: &[(&'static str, &str)]) -> Result<Settings> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("duban.toml");
    if let Some(toml) = toml {
        std::fs::write(&file, toml)?;
    }
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Settings::from_sources(flags, toml.map(|_| file.as_path()), &environment)
}

#[test]
fn the_defaults_are_good() {
    let settings = load(&Flags::default(), None, &[]).expect("good");
    assert_eq!(settings.listen, ([127, 0, 0, 1], 8080).into());
    assert_eq!(settings.data_dir, PathBuf::from("data"));
    assert!(settings.jwt_key.is_none() && settings.database_url.is_none() && settings.proxies == 0);
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let toml = "listen = \"127.0.0.1:1\"\nlog = \"debug\"\nconnections = 3\nbehind_proxy = true\ndata_dir = \"file\"";
    let environment = [("listen", "127.0.0.1:2"), ("log", "warn")];
    let flags = Flags {
        listen: Some("127.0.0.1:3".to_owned()),
        ..Flags::default()
    };
    let settings = load(&flags, Some(toml), &environment).expect("good");
    assert_eq!(settings.listen.port(), 3);
    assert_eq!(settings.log, "warn");
    assert_eq!((settings.connections, settings.proxies), (3, 1));
    assert_eq!(settings.data_dir, PathBuf::from("file"));
}

#[test]
fn all_mistakes_are_reported_without_secrets() {
    let toml = "colour = \"red\"\nconnections = 0\nlog_format = \"xml\"";
    let environment = [
        ("listen", "here"),
        ("jwt_key", "5ec2e7"),
        ("audit_key", "not hex"),
        ("database_url", "mysql://u:hunter2@h"),
        ("log", "duban_worker=loud"),
        ("listn", "127.0.0.1:80"),
    ];
    let message = load(&Flags::default(), Some(toml), &environment)
        .expect_err("bad")
        .to_string();
    for part in [
        "colour",
        "connections",
        "log_format",
        "listen",
        "jwt_key",
        "audit_key",
        "database_url",
        "log must be",
        "DUBAN_LISTN is no setting",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    for secret in ["5ec2e7", "not hex", "hunter2"] {
        assert!(!message.contains(secret), "{message}");
    }
}

#[test]
fn a_broken_file_is_one_mistake_among_others_and_shows_no_line() {
    let message = load(
        &Flags::default(),
        Some("log = \"info\"\njwt_key = 5ec2e7"),
        &[("connections", "0")],
    )
    .expect_err("bad")
    .to_string();
    assert!(
        message.contains("duban.toml, line 2") && message.contains("connections"),
        "{message}"
    );
    assert!(!message.contains("5ec2e7"), "{message}");
    let twice = load(&Flags::default(), Some("log = \"a\"\nlog = \"b\""), &[]).expect_err("bad");
    assert!(
        twice.to_string().contains("duban.toml, line 2"),
        "where a line begins: {twice}"
    );
    let missing = Settings::from_sources(
        &Flags::default(),
        Some(Path::new("/no/such.toml")),
        &BTreeMap::new(),
    );
    assert!(missing.expect_err("bad").to_string().contains("/no/such.toml"));
}

#[test]
fn a_setting_that_is_not_a_scalar_is_refused() {
    let toml =
        "audit_key = [\"5ec2e7\"]\njwt_key = 2023-01-28\ndatabase_url = { host = \"hunter2\" }\nlog = 1.5";
    let message = load(&Flags::default(), Some(toml), &[])
        .expect_err("bad")
        .to_string();
    for name in ["audit_key", "jwt_key", "database_url", "log"] {
        assert!(
            message.contains(&format!("{name} must be one text")),
            "{name}: {message}"
        );
    }
    assert!(
        !message.contains("5ec2e7") && !message.contains("hunter2"),
        "{message}"
    );
}

#[test]
fn an_empty_variable_names_no_file() {
    let flags = Flags::default();
    assert_eq!(file(&flags, Some(OsString::new())), None);
    assert_eq!(file(&flags, Some("x.toml".into())), Some(PathBuf::from("x.toml")));
}

#[test]
fn proxies_are_none_one_or_counted() {
    for (text, proxies) in [("false", 0), ("true", 1), ("1", 1), ("2", 2)] {
        let settings = load(&Flags::default(), None, &[("behind_proxy", text)]).expect(text);
        assert_eq!(settings.proxies, proxies, "{text}");
    }
    let message = load(&Flags::default(), None, &[("behind_proxy", "yes")]);
    assert!(message.expect_err("bad").to_string().contains("behind_proxy"));
}

#[test]
fn limits_are_numbers_within_reason() {
    let settings = load(
        &Flags::default(),
        None,
        &[("max_connections", "50"), ("heavy_reads", "1")],
    )
    .expect("good");
    assert_eq!(
        (
            settings.max_connections,
            settings.connections_per_address,
            settings.heavy_reads
        ),
        (50, 500, 1)
    );
    for (name, text) in [
        ("max_connections", "49"),
        ("max_connections", "many"),
        ("connections_per_address", "0"),
        ("heavy_reads", "201"),
    ] {
        let message = load(&Flags::default(), None, &[(name, text)])
            .expect_err(text)
            .to_string();
        assert!(message.contains(name), "{message}");
    }
}

#[test]
fn unrelated_environment_variables_are_ignored() {
    let cases = [
        ("LISTEN", true),
        ("LISTN", true),
        ("CONFIG", false),
        ("PUBLISH", false),
        ("TEST_DATABASE_URL", false),
        ("SERVICE_HOST", false),
        ("PORT_8080_TCP", false),
    ];
    for (name, ours) in cases {
        assert_eq!(is_ours(name), ours, "{name}");
    }
}

#[test]
fn secrets_are_not_shown() {
    let key = "ab".repeat(32);
    let settings = load(&Flags::default(), None, &[("jwt_key", &key)]).expect("good");
    assert_eq!(settings.jwt_key, Some(Secret(vec![0xab; 32])));
    assert!(!format!("{settings:?}").contains("171"), "{settings:?}");
}
