"""Reads a compose file and reports what Docker would refuse or what leads nowhere.

Usage: compose.py FILE           judges the file
       compose.py --self-test    shows that bad files are found
"""
import os
import re
import sys

import yaml

TEXT, NUMBER, FLAG, LIST, MAP = str, (int, float), bool, list, dict
KEYS = {"name": (TEXT,), "services": (MAP,), "volumes": (MAP,), "networks": (MAP,), "secrets": (MAP,), "configs": (MAP,)}
# What our services use of the compose specification; a key that is not here is a slip, or is added here.
SERVICE = {
    "image": (TEXT,), "build": (TEXT, MAP), "command": (TEXT, LIST), "entrypoint": (TEXT, LIST), "restart": (TEXT,),
    "environment": (MAP, LIST), "env_file": (TEXT, LIST), "networks": (LIST, MAP), "volumes": (LIST,), "ports": (LIST,),
    "expose": (LIST,), "depends_on": (LIST, MAP), "healthcheck": (MAP,), "read_only": (FLAG,), "tmpfs": (TEXT, LIST),
    "cap_drop": (LIST,), "cap_add": (LIST,), "security_opt": (LIST,), "logging": (MAP,), "shm_size": (TEXT, NUMBER),
    "stop_grace_period": (TEXT,), "stop_signal": (TEXT,), "user": (TEXT,), "working_dir": (TEXT,), "init": (FLAG,),
    "secrets": (LIST,), "configs": (LIST,), "deploy": (MAP,), "labels": (MAP, LIST), "profiles": (LIST,),
    "ulimits": (MAP,),
}
BUILD = {"context": (TEXT,), "dockerfile": (TEXT,), "args": (MAP, LIST), "target": (TEXT,)}
HEALTH = {
    "test": (TEXT, LIST), "interval": (TEXT,), "timeout": (TEXT,), "retries": (NUMBER,), "start_period": (TEXT,),
    "start_interval": (TEXT,), "disable": (FLAG,),
}
RESTART = re.compile(r"no|always|unless-stopped|on-failure(:\d+)?")
SPAN = re.compile(r"(\d+(us|ms|s|m|h))+")
PORT = re.compile(r"(.+:)?\d+(-\d+)?(/(tcp|udp))?")
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
VARIABLE = re.compile(r"\$\{[^}]*\}")


def fits(value, kinds):
    # In Python a flag is a number as well; in a compose file it is none.
    if isinstance(value, bool):
        return FLAG in kinds
    return any(isinstance(value, kind) for kind in kinds)


def keyed(where, value, known, faults):
    """The keys of a map that are known and of the right kind."""
    if not isinstance(value, dict):
        faults.append(f"{where} must be a map")
        return {}
    for key, content in value.items():
        if str(key).startswith("x-"):
            continue
        if key not in known:
            faults.append(f"{where}: unknown key {key}")
        elif not fits(content, known[key]):
            faults.append(f"{where}: {key} has the wrong type")
    return {key: content for key, content in value.items() if key in known and fits(content, known[key])}


def names(value):
    return list(value) if isinstance(value, (list, dict)) else []


def check_health(where, health, faults):
    health = keyed(where, health, HEALTH, faults)
    test = health.get("test")
    if not test and not health.get("disable"):
        faults.append(f"{where}: no test")
    if isinstance(test, list) and test and test[0] not in ("CMD", "CMD-SHELL", "NONE"):
        faults.append(f"{where}: test must begin with CMD, CMD-SHELL or NONE")
    for span in ("interval", "timeout", "start_period", "start_interval"):
        if span in health and not SPAN.fullmatch(health[span]):
            faults.append(f"{where}: {span} is no time such as 10s")


def check_service(name, service, compose, folder, faults):
    service = keyed(name, service, SERVICE, faults)
    if not service.get("image") and not service.get("build"):
        faults.append(f"{name}: neither image nor build")
    if isinstance(service.get("build"), dict):
        build = keyed(f"{name}.build", service["build"], BUILD, faults)
        file = os.path.join(folder, build.get("context", "."), build.get("dockerfile", "Dockerfile"))
        if not os.path.exists(file):
            faults.append(f"{name}: its Dockerfile is missing")
    if "restart" in service and not RESTART.fullmatch(service["restart"]):
        faults.append(f"{name}: unknown restart {service['restart']}")
    if "stop_grace_period" in service and not SPAN.fullmatch(service["stop_grace_period"]):
        faults.append(f"{name}: stop_grace_period is no time such as 10s")
    for limit, value in (service.get("ulimits") or {}).items():
        numbers = [value.get("soft"), value.get("hard")] if isinstance(value, dict) else [value]
        if not all(fits(number, NUMBER) for number in numbers):
            faults.append(f"{name}: ulimit {limit} is no number and no pair of soft and hard")
    if "healthcheck" in service:
        check_health(f"{name}.healthcheck", service["healthcheck"], faults)
    for port in service.get("ports") or []:
        if not isinstance(port, dict) and not PORT.fullmatch(VARIABLE.sub("x", str(port))):
            faults.append(f"{name}: {port} is no port")
    for key, value in (service.get("environment") or {}).items() if isinstance(service.get("environment"), dict) else []:
        if isinstance(value, (bool, list, dict)):
            faults.append(f"{name}: environment {key} must be a text; put it into quotes")
    check_links(name, service, compose, folder, faults)


def check_links(name, service, compose, folder, faults):
    services = compose["services"]
    wanted_services = service.get("depends_on")
    for wanted in names(wanted_services):
        if wanted not in services:
            faults.append(f"{name}: depends on {wanted}, which is no service")
            continue
        condition = (wanted_services[wanted] or {}).get("condition") if isinstance(wanted_services, dict) else None
        if condition and condition not in CONDITIONS:
            faults.append(f"{name}: unknown condition {condition}")
        if condition == "service_healthy" and "healthcheck" not in services[wanted]:
            faults.append(f"{name}: waits for the health of {wanted}, which has no healthcheck")
    for volume in service.get("volumes") or []:
        source = volume.split(":")[0] if isinstance(volume, str) else volume.get("source", "")
        if source.startswith("."):
            if not os.path.exists(os.path.join(folder, source)):
                faults.append(f"{name}: {source} does not exist")
        elif source and not source.startswith("/") and source not in (compose.get("volumes") or {}):
            faults.append(f"{name}: volume {source} is not defined")
    for kind in ("networks", "secrets", "configs"):
        for entry in names(service.get(kind)):
            wanted = entry.get("source") if isinstance(entry, dict) else entry
            if wanted != "default" and wanted not in (compose.get(kind) or {}):
                faults.append(f"{name}: {kind} {wanted} is not defined")


def judge(text, folder):
    """Everything that is wrong with the text of a compose file in the folder."""
    try:
        compose = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [f"is no YAML: {error}"]
    faults = []
    top = keyed("the file", compose, KEYS, faults)
    services = top.get("services")
    if not services:
        return faults + ["no services"]
    for name, service in services.items():
        if not isinstance(service, dict):
            faults.append(f"{name} must be a map")
    if not faults:
        for name, service in services.items():
            check_service(name, service, top, folder, faults)
    for secret in re.findall(r"\$\{(\w*(?:PASSWORD|KEY|SECRET)\w*)(?::?-[^}]*)?\}", text):
        faults.append(f"{secret} has a default or may be empty; a secret must be asked for with :?")
    return faults


GOOD = """
name: t
services:
  db:
    image: postgres:17
    restart: unless-stopped
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck: {test: [CMD, pg_isready], interval: 5s, retries: 3}
    networks: [inside]
  web:
    image: nginx:1
    command: [api, --listen]
    environment: {DUBAN_KEY: "${DUBAN_KEY:?set it}", PROXY: "true"}
    ports: ["${PUBLISH:-127.0.0.1:80}:8080"]
    depends_on: {db: {condition: service_healthy}}
    read_only: true
    ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 512}
    stop_grace_period: 1m30s
volumes: {data: {}}
networks: {inside: {}}
"""
# A change of the good file, and a word of what must be said about it.
BAD = [
    ("image: nginx:1", "image: [nginx]", "image has the wrong type"),
    ("image: nginx:1", "restart: always", "neither image nor build"),
    ("command:", "comand:", "unknown key comand"),
    ("name: t", "nmae: t", "unknown key nmae"),
    ("services:", "servces:", "no services"),
    ('ports: ["${PUBLISH:-127.0.0.1:80}:8080"]', "ports: 8080", "ports has the wrong type"),
    ('ports: ["${PUBLISH:-127.0.0.1:80}:8080"]', "ports: [http]", "http is no port"),
    ("{test: [CMD, pg_isready], interval: 5s, retries: 3}", "{interval: 5s}", "no test"),
    ("test: [CMD, pg_isready]", "test: [pg_isready]", "must begin with CMD"),
    ("interval: 5s", "interval: soon", "interval is no time"),
    ("retries: 3", "retries: many", "retries has the wrong type"),
    ("read_only: true", 'read_only: "true"', "read_only has the wrong type"),
    ("hard: 2048", "hrad: 2048", "ulimit nofile is no number"),
    ("nproc: 512", "nproc: many", "ulimit nproc is no number"),
    ("restart: unless-stopped", "restart: never", "unknown restart"),
    ("restart: unless-stopped", "restart: no", "restart has the wrong type"),
    ("stop_grace_period: 1m30s", "stop_grace_period: long", "stop_grace_period is no time"),
    ("condition: service_healthy", "condition: service_well", "unknown condition"),
    ("depends_on: {db:", "depends_on: {base:", "which is no service"),
    ("    healthcheck: {test: [CMD, pg_isready], interval: 5s, retries: 3}\n", "", "which has no healthcheck"),
    ("volumes: {data: {}}", "volumes: {}", "volume data is not defined"),
    ("networks: {inside: {}}", "networks: {}", "networks inside is not defined"),
    ('["data:/var', '["./nowhere:/var', "./nowhere does not exist"),
    ('PROXY: "true"', "PROXY: true", "must be a text"),
    ("${DUBAN_KEY:?set it}", "${DUBAN_KEY:-secret}", "DUBAN_KEY has a default"),
    ("${DUBAN_KEY:?set it}", "${DUBAN_KEY}", "DUBAN_KEY has a default or may be empty"),
    ("image: nginx:1", "image: nginx:1\n   command: x", "is no YAML"),
]


def self_test():
    faults = [f"the good file is refused: {fault}" for fault in judge(GOOD, ".")]
    for old, new, wanted in BAD:
        assert old in GOOD, old
        said = judge(GOOD.replace(old, new, 1), ".")
        if not any(wanted in fault for fault in said):
            faults.append(f"{new!r}: {wanted!r} was not said, but {said}")
    return faults


def main(argument):
    if argument == "--self-test":
        name, faults = "compose.py", self_test()
    else:
        with open(argument, encoding="utf-8") as file:
            name, faults = "docker-compose.yml", judge(file.read(), os.path.dirname(argument))
    for fault in faults:
        print(f"{name}: {fault}", file=sys.stderr)
    return 1 if faults else 0


sys.exit(main(sys.argv[1]))
