"""What a body found, as it is sealed."""

from datetime import date

from fanal.core.law.findings import Body, HumanFinding, Status, Step


def observed(found: HumanFinding) -> dict[str, str]:
    """A finding as it is sealed."""
    return {
        "status": found.status,
        "step": found.step,
        "body": found.body,
        "on": found.on.isoformat(),
        "country": found.country,
        "reason": found.reason,
        "document": found.document,
    }


def finding_from(data: dict[str, str]) -> HumanFinding:
    return HumanFinding(
        Status(data["status"]),
        Step(data["step"]),
        Body(data["body"]),
        date.fromisoformat(data["on"]),
        data["country"],
        data["reason"],
        data["document"],
    )
