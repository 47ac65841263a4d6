"""What happens to units and people."""

from gongkai.journal.events import declare

UNIT_CREATED = declare("unit_created", zh="登记单位{name}", en="Unit {name} registered")
UNIT_CHANGED = declare("unit_changed", zh="修改单位资料：{fields}", en="Unit details changed: {fields}")
UNIT_CLOSED = declare("unit_closed", zh="撤并单位，由{successor}承接", en="Unit closed, taken over by {successor}")
PERSON_ADDED = declare("person_added", zh="登记人员账号", en="Account registered")
PERSON_CHANGED = declare("person_changed", zh="修改人员资料：{fields}", en="Account changed: {fields}")
PERSON_LEFT = declare(
    "person_left", zh="人员离任，{grants}项角色由接任人承接", en="Person left; {grants} roles passed on"
)
INVITED = declare("person_invited", zh="发出{purpose}链接", en="Link sent: {purpose}")
PASSWORD_SET = declare("password_set", zh="通过链接设置密码", en="Password set through a link")
SECOND_FACTOR_RESET = declare("second_factor_reset", zh="清除第二因素", en="Second factor removed")
ROLE_GRANTED = declare("role_granted", zh="授予角色：{role}", en="Role granted: {role}")
ROLE_ENDED = declare("role_ended", zh="终止角色：{role}", en="Role ended: {role}")
ROLE_RESTORED = declare("role_restored", zh="撤销终止角色：{role}", en="Role restored: {role}")
POST_FILLED = declare("post_filled", zh="登记职务：{title}", en="Post registered: {title}")
POST_ENDED = declare("post_ended", zh="职务任期结束：{title}", en="Post ended: {title}")
POST_RESTORED = declare("post_restored", zh="撤销结束任期：{title}", en="Post restored: {title}")
