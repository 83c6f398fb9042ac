"""Who is in the demo school. Nobody of these lives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Worker:
    """Of the staff; `leads`: whose class teacher."""

    key: str
    surname: str
    given_name: str
    patronymic: str
    born: int
    subjects: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    leads: str = ""


@dataclass(frozen=True)
class Pupil:
    key: str
    surname: str
    given_name: str
    patronymic: str
    born: int
    in_class: str


@dataclass(frozen=True)
class Parent:
    key: str
    surname: str
    given_name: str
    patronymic: str
    born: int
    children: tuple[str, ...]


@dataclass(frozen=True)
class Login:
    """Somebody as whom one may look around."""

    role: str
    key: str


LOGINS = (
    Login("operator", "operator"),
    Login("administrator", "director"),
    Login("teacher", "galutina"),
    Login("teacher", "belova"),
    Login("pupil", "masha"),
    Login("pupil", "timur"),
    Login("parent", "petrova"),
)

STAFF = (
    Worker("operator", "Воронцова", "Татьяна", "Алексеевна", 1984),
    Worker("director", "Соколова", "Елена", "Викторовна", 1970),
    Worker("deputy", "Дроздов", "Михаил", "Юрьевич", 1978, ("История",), ("9А",)),
    Worker("galutina", "Галутина", "Ольга", "Витальевна", 1981, ("Русский язык", "Литература"), ("7А", "9А"), "7А"),
    Worker("belova", "Белова", "Наталья", "Игоревна", 1988, ("Алгебра", "Геометрия"), ("7А", "7Б", "9А"), "9А"),
    Worker("lazarev", "Лазарев", "Дмитрий", "Олегович", 1990, ("Физкультура",), ("7А", "7Б"), "7Б"),
    Worker("moroz", "Мороз", "Ирина", "Алексеевна", 1975, ("Начальные классы",), ("1А",), "1А"),
    Worker("kim", "Ким", "Марина", "Юрьевна", 1993, ("Английский язык",), ("7А", "7Б", "9А")),
)

PUPILS = (
    Pupil("masha", "Петрова", "Маша", "Олеговна", 2013, "7А"),
    Pupil("timur", "Ахметов", "Тимур", "Русланович", 2013, "7А"),
    Pupil("sonya", "Лебедева", "Соня", "Ильинична", 2013, "7А"),
    Pupil("egor", "Фёдоров", "Егор", "Максимович", 2012, "7А"),
    Pupil("alisa", "Громова", "Алиса", "Денисовна", 2013, "7А"),
    Pupil("artyom", "Зайцев", "Артём", "Павлович", 2013, "7А"),
    Pupil("dasha", "Кузьмина", "Дарья", "Сергеевна", 2012, "7А"),
    Pupil("vera", "Орлова", "Вера", "Павловна", 2013, "7А"),
    Pupil("kirill", "Антонов", "Кирилл", "Андреевич", 2013, "7Б"),
    Pupil("ksenia", "Щукина", "Ксения", "Романовна", 2012, "7Б"),
    Pupil("ruslan", "Галиев", "Руслан", "Маратович", 2013, "7Б"),
    Pupil("polina", "Ершова", "Полина", "Никитична", 2013, "7Б"),
    Pupil("matvey", "Юдин", "Матвей", "Ильич", 2012, "7Б"),
    Pupil("lev", "Чернов", "Лев", "Антонович", 2011, "9А"),
    Pupil("nina", "Осипова", "Нина", "Георгиевна", 2010, "9А"),
    Pupil("gleb", "Рябов", "Глеб", "Сергеевич", 2011, "9А"),
    Pupil("eva", "Мельник", "Ева", "Олеговна", 2011, "9А"),
    Pupil("petya", "Петров", "Петя", "Олегович", 2019, "1А"),
    Pupil("zlata", "Белкина", "Злата", "Ивановна", 2019, "1А"),
    Pupil("misha", "Титов", "Миша", "Алексеевич", 2019, "1А"),
    Pupil("yana", "Савина", "Яна", "Дмитриевна", 2019, "1А"),
)

PARENTS = (
    Parent("petrova", "Петрова", "Анна", "Ивановна", 1984, ("masha", "petya")),
    Parent("akhmetov", "Ахметов", "Руслан", "Ильдарович", 1980, ("timur",)),
    Parent("lebedeva", "Лебедева", "Юлия", "Петровна", 1986, ("sonya",)),
    Parent("gromov", "Громов", "Денис", "Олегович", 1983, ("alisa",)),
    Parent("zaitseva", "Зайцева", "Светлана", "Юрьевна", 1985, ("artyom",)),
    Parent("belkina", "Белкина", "Дарья", "Андреевна", 1990, ("zlata",)),
    Parent("titov", "Титов", "Алексей", "Романович", 1988, ("misha",)),
)
