"""Reads a compose file and reports names that lead nowhere. Usage: compose.py FILE"""
import os
import re
import sys

import yaml

KEYS = {"name", "services", "volumes", "networks", "secrets", "configs"}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}


def names(value):
    return list(value) if isinstance(value, (list, dict)) else []


def main(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    compose = yaml.safe_load(text)
    faults = [f"unknown key {key}" for key in compose if key not in KEYS and not key.startswith("x-")]
    services = compose.get("services") or {}
    if not services:
        faults.append("no services")
    for name, service in services.items():
        if not service.get("image") and not service.get("build"):
            faults.append(f"{name}: neither image nor build")
        build = service.get("build")
        if isinstance(build, dict):
            file = os.path.join(os.path.dirname(path), build.get("context", "."), build.get("dockerfile", "Dockerfile"))
            if not os.path.exists(file):
                faults.append(f"{name}: its Dockerfile is missing")
        for wanted in names(service.get("depends_on")):
            if wanted not in services:
                faults.append(f"{name}: depends on {wanted}, which is no service")
                continue
            condition = (service["depends_on"][wanted] or {}).get("condition") if isinstance(service["depends_on"], dict) else None
            if condition and condition not in CONDITIONS:
                faults.append(f"{name}: unknown condition {condition}")
            if condition == "service_healthy" and "healthcheck" not in services[wanted]:
                faults.append(f"{name}: waits for the health of {wanted}, which has no healthcheck")
        for volume in service.get("volumes") or []:
            source = volume.split(":")[0] if isinstance(volume, str) else volume.get("source", "")
            if source.startswith("."):
                if not os.path.exists(os.path.join(os.path.dirname(path), source)):
                    faults.append(f"{name}: {source} does not exist")
            elif source and not source.startswith("/") and source not in (compose.get("volumes") or {}):
                faults.append(f"{name}: volume {source} is not defined")
        for kind in ("networks", "secrets", "configs"):
            for entry in names(service.get(kind)):
                wanted = entry.get("source") if isinstance(entry, dict) else entry
                if wanted != "default" and wanted not in (compose.get(kind) or {}):
                    faults.append(f"{name}: {kind} {wanted} is not defined")
    for secret in re.findall(r"\$\{(\w*(?:PASSWORD|KEY|SECRET)\w*):?-[^}]+\}", text):
        faults.append(f"{secret} has a default; a secret must be asked for with :?")
    for fault in faults:
        print(f"docker-compose.yml: {fault}", file=sys.stderr)
    return 1 if faults else 0


sys.exit(main(sys.argv[1]))
