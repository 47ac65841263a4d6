"""单位与人员: the tree, the units, the people, their roles and posts; invitations; one's own account."""
