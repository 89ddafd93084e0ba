"""The public names of the package, each from the module that defines it."""

from coproladder.base.errors import CoproladderError as CoproladderError
from coproladder.base.errors import DataError as DataError
from coproladder.base.errors import LadderError as LadderError
from coproladder.ladder.load import load_ladder as load_ladder
from coproladder.ladder.records import Ladder as Ladder
from coproladder.placing.activity import Activity as Activity
from coproladder.placing.classify import Assessment as Assessment
from coproladder.placing.classify import Classifier as Classifier
from coproladder.placing.classify import Need as Need
from coproladder.placing.classify import Step as Step
from coproladder.placing.classify import classify as classify
from coproladder.placing.classify import open_questions as open_questions
from coproladder.placing.names import find_rung as find_rung
from coproladder.placing.vocabulary import Vocabulary as Vocabulary
from coproladder.placing.vocabulary import make_activity as make_activity
from coproladder.reading.outcome import Rejected as Rejected
from coproladder.reading.source import read_activities as read_activities
from coproladder.results.json_lines import activity_schema as activity_schema
from coproladder.results.json_lines import result as result
