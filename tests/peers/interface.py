"""What two templates offer their callers, compared: one made from a source, one by the compiler."""

IMPORTED = "__bicep_imported_from!"
DERIVED = "__bicep_resource_derived_type!"
DEPLOYMENT = "microsoft.resources/deployments"
# What avmdoc does not read: the values of outputs and functions, and where a type was imported from.
UNREAD = ("value", "copy")


def pointer_parts(reference: str) -> list:
    return [part.replace("~1", "/").replace("~0", "~") for part in reference.split("/")[2:]]


def resolved(schema, definitions: dict, open_names: tuple):
    """A schema with its type references replaced by what they refer to, since imported types have
    names that only the compiler chooses."""
    if isinstance(schema, list):
        return [resolved(one, definitions, open_names) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key in UNREAD:
            continue
        if key == "metadata" and isinstance(value, dict):
            value = {name: one for name, one in value.items() if not name.startswith("__bicep_")}
            derived = schema["metadata"].get(DERIVED)
            if isinstance(derived, dict):
                value[DERIVED] = {**derived, "source": derived["source"].lower()}
            if value:
                result[key] = value
        elif key == "$ref" and isinstance(value, str):
            name, *steps = pointer_parts(value)
            if name in open_names:
                result[key] = f"recursive {len(open_names) - open_names.index(name)}"
                continue
            target = definitions.get(name)
            for step in steps:
                target = target[int(step)] if isinstance(target, list) else target[step]
            result[key] = resolved(target, definitions, (*open_names, name))
        else:
            result[key] = resolved(value, definitions, open_names)
    return result


def functions_of(template: dict) -> dict:
    found = {}
    for space in template.get("functions", []):
        for name, function in space["members"].items():
            imported = IMPORTED in function.get("metadata", {})
            if space["namespace"] == "__bicep":
                found[name] = {"metadata": function.get("metadata", {})} if imported else function
    return found


def resource_types(template: dict) -> set:
    """The types that are deployed, also by nested templates."""
    found = set()
    resources = template.get("resources", [])
    for one in resources.values() if isinstance(resources, dict) else resources:
        if one.get("existing"):
            continue
        properties = one.get("properties")
        nested = properties.get("template") if isinstance(properties, dict) else None
        if one["type"].lower() == DEPLOYMENT and isinstance(nested, dict):
            found |= resource_types(nested)
        else:
            found.add((one["type"], one["apiVersion"]))
        found |= resource_types(one) if "resources" in one else set()
    return found


def interface_of(template: dict) -> dict:
    definitions = template.get("definitions", {})
    result = {"resources": {"types": sorted(map(list, resource_types(template)))}}
    for section in ("parameters", "outputs", "definitions"):
        result[section] = {
            name: resolved(schema, definitions, (name,) if section == "definitions" else ())
            for name, schema in template.get(section, {}).items()
            if section != "definitions" or (IMPORTED not in schema.get("metadata", {}) and not name.startswith("_"))
        }
    result["functions"] = {
        name: resolved(function, definitions, ()) for name, function in functions_of(template).items()
    }
    result["metadata"] = {
        name: value for name, value in template.get("metadata", {}).items() if not name.startswith("_")
    }
    return result


def difference(ours, theirs, path: str = "") -> str:
    """The first place where two interfaces differ, with what is there; empty when they are equal."""
    if type(ours) is not type(theirs):
        return f"{path}: {str(ours)[:150]} | {str(theirs)[:150]}"
    if isinstance(ours, dict):
        if DERIVED in ours.get("metadata", {}) and "type" not in ours:
            theirs = {key: value for key, value in theirs.items() if key != "type"}  # of unknown kind
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            if key not in ours or key not in theirs:
                side = "avmdoc" if key in ours else "the compiler"
                return f"{path}/{key} is only in that of {side}: {str((ours if key in ours else theirs)[key])[:150]}"
            found = difference(ours[key], theirs[key], f"{path}/{key}")
            if found:
                return found
    elif isinstance(ours, list):
        if len(ours) != len(theirs):
            return f"{path}: {str(ours)[:150]} | {str(theirs)[:150]}"
        for index, (one, other) in enumerate(zip(ours, theirs)):
            found = difference(one, other, f"{path}/{index}")
            if found:
                return found
    elif ours != theirs:
        return f"{path}: {ours!r:.200} | {theirs!r:.200}"
    return ""


def differences(ours: dict, theirs: dict) -> list:
    """One line for each parameter, type, function, output and metadata that differs."""
    found = []
    left, right = interface_of(ours), interface_of(theirs)
    for section, known in right.items():
        for name in {**left[section], **known}:
            pair = [{name: side[name]} if name in side else {} for side in (left[section], known)]
            one = difference(*pair, f"/{section}")
            if one:
                found.append(one)
    return found
