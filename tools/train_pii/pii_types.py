"""The entity types of PiiEntityTypes and the tagger's tags. Standard library only."""

# AWS's spelling, in the order of tacet/transcript/pii_entity_type.h.
TYPES = [
    "ADDRESS", "AGE", "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "BANK_ACCOUNT_NUMBER", "BANK_ROUTING",
    "CA_HEALTH_NUMBER", "CA_SOCIAL_INSURANCE_NUMBER", "CREDIT_DEBIT_CVV", "CREDIT_DEBIT_EXPIRY",
    "CREDIT_DEBIT_NUMBER", "DATE_TIME", "DRIVER_ID", "EMAIL", "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "IP_ADDRESS", "LICENSE_PLATE", "MAC_ADDRESS", "NAME", "PASSPORT_NUMBER", "PASSWORD", "PHONE",
    "PIN", "SSN", "SWIFT_CODE", "URL", "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "USERNAME",
    "VEHICLE_IDENTIFICATION_NUMBER",
]

# Tag 0 is "nothing"; then B- and I- of each type.
TAGS = ["O"] + [f"{prefix}-{name}" for name in TYPES for prefix in "BI"]
TAG_IDS = {tag: number for number, tag in enumerate(TAGS)}
