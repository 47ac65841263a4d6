"""The demo district: fictional units and people, one year of work done through the same actions a person uses."""
