# The explorer and the command line. With a folder as its store it brings its own engine; docker-compose.yml gives it a Neo4j.
FROM python:3.11-slim

RUN useradd --create-home --uid 1000 treatygraph && mkdir /data && chown treatygraph /data
WORKDIR /srv/treatygraph

COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation -e .

USER treatygraph
ENV TREATYGRAPH_STORE=/data/store XDG_DATA_HOME=/data
EXPOSE 8501
CMD ["sh", "-c", "treatygraph load && exec streamlit run app.py"]
