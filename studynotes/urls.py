from .answers.urls import urlpatterns as answers
from .cards.urls import urlpatterns as cards
from .enquiries.urls import urlpatterns as enquiries
from .notes.urls import urlpatterns as notes
from .terms.urls import urlpatterns as terms
from .tree.urls import urlpatterns as tree
from .writing.urls import urlpatterns as writing

app_name = "studynotes"
# The pages of specifications and topics take any word, and come last.
urlpatterns = [
    *answers,
    *cards,
    *enquiries,
    *terms,
    *writing,
    *tree,
    *notes,
]
