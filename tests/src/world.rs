//! The demonstration county with its people.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::api::Client;
use crate::extra_accounts::{self, ExtraAccount};
use crate::server::{Options, Server};

/// The password of every demonstration account, written on the sign-in page anyway, and of those beside them.
pub const PASSWORD: &str = "duban-demo-2023";

/// A server with the demonstration county, and who there is.
#[derive(Debug)]
pub struct World {
    /// The server.
    pub server: Server,
    /// Nobody in particular.
    pub anyone: Client,
    accounts: Vec<Value>,
    people: Mutex<HashMap<String, Person>>,
    departments: HashMap<String, String>,
    leaders: HashMap<String, String>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// Talks to the server as this person.
    pub client: Client,
    /// What the server says about the person.
    pub me: Value,
}

impl std::ops::Deref for Person {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Person {
    /// Signs in at the server that this client talks to.
    pub async fn sign_in(anyone: &Client, username: &str, password: &str) -> Self {
        let body = json!({ "username": username, "password": password });
        let answer = anyone.post("/auth/login", &body).await.expect(200);
        Self {
            client: anyone.with_token(username, &text(&answer["access_token"])),
            me: answer["me"].clone(),
        }
    }

    /// The account's id.
    pub fn id(&self) -> &str {
        self.me["id"].as_str().expect("an id")
    }

    /// The name shown to others.
    pub fn display_name(&self) -> &str {
        self.me["name"].as_str().expect("a name")
    }
}

impl World {
    /// A fresh county, its clock at 2023-01-28 09:00 in Shanghai.
    pub async fn demo() -> Self {
        Self::around(Server::start(Options::Demo).await).await
    }

    /// The same county, with accounts and regions beside those of the demonstration.
    pub async fn with_others(others: &[ExtraAccount], cities: &[(&str, &str)]) -> Self {
        let mut server = Server::start(Options::Demo).await;
        server.kill();
        extra_accounts::create(&server, others, cities).await;
        server.start_again();
        Self::around(server).await
    }

    async fn around(server: Server) -> Self {
        let anyone = Client::new(server.address());
        let accounts = anyone.get("/demo/accounts").await.expect(200)["items"]
            .as_array()
            .cloned()
            .expect("accounts");
        let mut world = Self {
            server,
            anyone,
            accounts,
            people: Mutex::default(),
            departments: HashMap::new(),
            leaders: HashMap::new(),
        };
        for office in ["ducha1", "lin-ducha"] {
            let office = world.person(office).await;
            for department in items(&office.get("/departments").await.expect(200)) {
                world
                    .departments
                    .insert(text(&department["name"]), text(&department["id"]));
            }
            for leader in items(&office.get("/leaders").await.expect(200)) {
                world.leaders.insert(text(&leader["name"]), text(&leader["id"]));
            }
        }
        world
    }

    /// Somebody by user name; signs in at the first call.
    pub async fn person(&self, username: &str) -> Person {
        if let Some(person) = self.people.lock().expect("no panic inside").get(username) {
            return person.clone();
        }
        let person = Person::sign_in(&self.anyone, username, PASSWORD).await;
        self.people
            .lock()
            .expect("no panic inside")
            .insert(username.to_owned(), person.clone());
        person
    }

    /// The handler of a department.
    pub async fn handler(&self, department: &str) -> Person {
        self.person(&self.username(department, "handler")).await
    }

    /// The head of a department.
    pub async fn head(&self, department: &str) -> Person {
        self.person(&self.username(department, "department_head")).await
    }

    /// A leader by post.
    pub async fn leader(&self, post: &str) -> Person {
        let account = self.accounts.iter().find(|account| account["name"] == post);
        let account = account.unwrap_or_else(|| panic!("no leader {post}"));
        self.person(&text(&account["username"])).await
    }

    /// The supervision office's officer who does most of the work.
    pub async fn office(&self) -> Person {
        self.person("ducha1").await
    }

    /// All demo accounts.
    pub fn accounts(&self) -> &[Value] {
        &self.accounts
    }

    /// Id of a department by name, of the county, its neighbour or the city.
    pub fn department_id(&self, name: &str) -> &str {
        self.departments
            .get(name)
            .unwrap_or_else(|| panic!("no department {name}"))
    }

    /// Id of a leader by name.
    pub fn leader_id(&self, name: &str) -> &str {
        self.leaders
            .get(name)
            .unwrap_or_else(|| panic!("no leader {name}"))
    }

    /// Moves the clock to an instant of Shanghai, `2023-02-08T09:00`; returns after the sweep.
    pub async fn clock(&self, to: &str) {
        let to = format!("{to}:00+08:00");
        let answer = self
            .anyone
            .post("/demo/clock", &json!({ "to": to }))
            .await
            .expect(200);
        assert_eq!(answer["today"], to[..10], "the clock stands elsewhere");
    }

    fn username(&self, department: &str, role: &str) -> String {
        let of = |account: &&Value| account["unit"] == department && account["role"] == role;
        let account = self.accounts.iter().find(of);
        text(&account.unwrap_or_else(|| panic!("no {role} in {department}"))["username"])
    }
}

/// The items of a list that comes as a whole.
pub fn items(list: &Value) -> Vec<Value> {
    list["items"].as_array().cloned().expect("items")
}

/// A text that must be there.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
